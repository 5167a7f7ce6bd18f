// News of the queue and of one conversation without a page load, and suggestions into the field at a click.
// Each look is a POST: it also says that somebody is at the desk.

const EVERY = { queue: 10, conversation: 3 };
const LATE = 30;
const parser = new DOMParser();
const watched = document.querySelector("[data-news]");
let pause = EVERY[watched.id];
let timer = null;

document.addEventListener("click", onClick);
document.addEventListener("visibilitychange", () => document.hidden || look());
addEventListener("online", look);
toTheEnd();
plan();

function plan() {
  clearTimeout(timer);
  timer = setTimeout(look, pause * 1000);
}

async function look() {
  clearTimeout(timer);
  const body = new URLSearchParams({ csrf_token: watched.dataset.token, mark: watched.dataset.mark });
  let news = null;
  try {
    const reply = await fetch(watched.dataset.news, { method: "POST", body });
    // Signed out, or withdrawn: the page itself then says so.
    if (reply.redirected || reply.status === 404) return location.reload();
    news = reply.status === 200 && parser.parseFromString(await reply.text(), "text/html");
    pause = EVERY[watched.id];
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    pause = Math.min(pause * 2, LATE);
  }
  if (news) show(news);
  plan();
}

function show(page) {
  const fresh = page.getElementById(watched.id);
  document.title = page.title;
  if (watched.id === "queue") replaced(watched, fresh);
  else follow(fresh);
  watched.dataset.mark = fresh.dataset.mark;
}

// The lines are only ever added to; what one can do changes when the conversation changes hands.
function follow(fresh) {
  const lines = watched.querySelector(".lines");
  const known = lines.children.length;
  lines.append(...[...fresh.querySelectorAll(".lines > li")].slice(known));
  toTheEnd();
  const hands = (mark) => mark.split("-").slice(0, 2).join("-");
  if (hands(watched.dataset.mark) === hands(fresh.dataset.mark)) return;
  const typed = document.getElementById("message")?.value;
  document.getElementById("turn").replaceWith(fresh.querySelector("#turn"));
  const field = document.getElementById("message");
  if (typed && field) field.value = typed;
}

// What has the focus keeps it, where it is still there.
function replaced(old, fresh) {
  const focused = old.contains(document.activeElement) && document.activeElement.getAttribute("href");
  old.replaceChildren(...fresh.childNodes);
  if (focused) [...old.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
}

function onClick(event) {
  const use = event.target.closest("[data-use]");
  const field = document.getElementById("message");
  if (!use || !field) return;
  event.preventDefault();
  const words = use.closest("li").querySelector(".words").textContent;
  field.value = field.value.trim() ? `${field.value.trim()}\n${words}` : words;
  field.focus();
}

function toTheEnd() {
  const log = document.querySelector(".conversation-desk .log");
  if (log) log.scrollTop = log.scrollHeight;
}
