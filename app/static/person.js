// What a person says in the chat, without a page load. Fetched when somebody asked for one; the page works without it.

// Seconds between two looks: soon while there is talk, later when nothing comes, at once when one comes back to the tab.
const SOON = 2.5;
const LATE = 30;
const parser = new DOMParser();
let dress = () => {};
let timer = null;
let pause = SOON;

document.addEventListener("visibilitychange", () => document.hidden || soon());
addEventListener("online", soon);
document.addEventListener("input", (event) => event.target.closest("[data-person]") && soon());

// Look for news from now on. `dressing` gives a new form what the chat gives each form.
export function watch(dressing) {
  dress = dressing;
  soon();
}

function soon() {
  if (pause > SOON || !timer) plan(SOON);
}

function plan(seconds) {
  clearTimeout(timer);
  pause = Math.min(seconds, LATE);
  timer = setTimeout(look, pause * 1000);
}

async function look() {
  timer = null;
  const here = document.querySelector("[data-person]");
  if (!here) return;
  // What is being sent brings the news itself.
  const reply = document.querySelector("[data-sending]") ? null : await ask(here);
  if (reply?.status === 404) return;
  const came = reply?.status === 200 && take(parser.parseFromString(await reply.text(), "text/html"), here);
  if (document.querySelector("[data-person]")) plan(came ? SOON : pause * 1.3);
}

async function ask(here) {
  const url = new URL(here.dataset.news, location.href);
  url.searchParams.set("mark", here.dataset.mark);
  try {
    return await fetch(url);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return null;
  }
}

// The new lines; and another form where another has the turn, with what was being typed.
function take(page, here) {
  const lines = document.querySelector(".lines");
  // A turn that came meanwhile has put another form in place: its own mark says what is new.
  if (!here.isConnected) return true;
  const fresh = [...page.querySelectorAll(".lines > li")].filter((line) => !document.getElementById(line.id));
  for (const line of fresh) {
    lines.append(line);
    line.classList.add("is-new");
  }
  const then = page.querySelector("[data-person]");
  if (then && state(then) === state(here)) update(here, then);
  else turn(page);
  fresh.at(-1)?.scrollIntoView({ block: "nearest" });
  return true;
}

// The status stays where it is: only a live region that was there before is announced.
function update(here, then) {
  here.dataset.mark = then.dataset.mark;
  here.querySelector("[data-away]")?.replaceChildren(...then.querySelector("[data-away]").childNodes);
}

function state(here) {
  return here.dataset.mark.split("-").slice(0, 2).join("-");
}

function turn(page) {
  const old = document.getElementById("now");
  const now = page.getElementById("now");
  const typed = [...old.querySelectorAll("#message, #said, #answer")].map((field) => field.value).find(Boolean);
  const focused = old.contains(document.activeElement);
  old.replaceWith(now);
  document.getElementById("progress").replaceWith(page.getElementById("progress"));
  const field = now.querySelector("#message, #said, #answer");
  if (typed && field && !field.value) field.value = typed;
  dress();
  if (focused) (typed && field ? field : now.querySelector('[tabindex="-1"]') || now).focus({ preventScroll: true });
}
