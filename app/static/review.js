// A review with a script: what is written is saved by itself, and a button leaves the page where it stands.
// Without it, each button saves the whole form and loads the page again.

const parser = new DOMParser();
const WAIT = 1500;
const AGAIN = 10000;
let timer = 0;
let dirty = false;
let last = Promise.resolve();

document.addEventListener("input", (event) => {
  if (!event.target.name?.startsWith("text.")) return;
  dirty = true;
  later(WAIT);
});
document.addEventListener("keydown", onKey);
document.addEventListener("submit", onSubmit);
addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(keep, wait);
}

function say(words) {
  const said = document.getElementById("review-said");
  if (said.textContent !== words) said.textContent = words;
}

// Only what the next save has to carry comes back, so that nobody is disturbed while typing.
async function keep() {
  const form = document.querySelector("form.review");
  dirty = false;
  const reply = await send(form, null, { "X-Fragment": "1" });
  if (reply?.ok) {
    document.getElementById("kept").replaceWith(parse(await reply.text()).getElementById("kept"));
    return say("");
  }
  dirty = true;
  if (!reply) later(AGAIN);
  say(!reply ? form.dataset.lost : reply.status === 401 ? form.dataset.away : reply.status === 409 ? (await reply.text()).trim() : form.dataset.refused);
}

async function onSubmit(event) {
  const form = event.target, button = event.submitter;
  if (!form.matches("form.review") || !button || button.value === "preview") {
    dirty = false;
    return;
  }
  event.preventDefault();
  clearTimeout(timer);
  // What is typed before the answer is there would be lost.
  form.inert = true;
  const reply = await send(form, button, {});
  form.inert = false;
  if (!reply) return say(form.dataset.lost);
  const fresh = parse(await reply.text()).getElementById("work");
  if (!fresh) return plainly(form, button);
  dirty = false;
  show(fresh, button, reply.url);
}

// Enter where one looks for a tip would press the first button of the form.
function onKey(event) {
  if (event.key !== "Enter" || !event.target.matches("form.review input")) return;
  event.preventDefault();
  if (event.target.type === "search") event.target.nextElementSibling.click();
}

// What went wrong is said by the page of the server.
function plainly(form, button) {
  document.removeEventListener("submit", onSubmit);
  dirty = false;
  form.requestSubmit(button);
}

function show(fresh, button, address) {
  const cards = () => [...document.querySelectorAll(".tip-card")].map((card) => card.id);
  const before = cards();
  const open = [...document.querySelectorAll("#work [id] > details[open]")].map((part) => part.parentElement.id);
  document.getElementById("work").replaceWith(fresh);
  history.replaceState(null, "", address);
  for (const id of open) for (const part of document.getElementById(id)?.querySelectorAll(":scope > details") ?? []) part.open = true;
  goOn(button, cards().find((id) => !before.includes(id)));
}

// To the same button, or the one in its place; to the field of what is new.
function goOn(button, added) {
  const clash = document.getElementById("clash");
  if (clash) return clash.scrollIntoView();
  const [act, target] = button.value.split(" ");
  const place = document.getElementById(act === "write" ? added : act === "find" ? `find-${target}` : added ?? `tip-${target}`);
  const field = ["write", "find"].includes(act) && place?.querySelector("input:not([type=hidden])");
  const next = field || document.querySelector(`[id="${CSS.escape(button.id)}"]:not(:disabled)`) || place?.querySelector(".quiet-button:not(:disabled)");
  next?.focus({ preventScroll: true });
  if (field || added) place.scrollIntoView({ block: "nearest" });
}

// One at a time: each carries what the one before gave.
function send(form, button, headers) {
  const sending = last.then(() => post(form, button, headers));
  last = sending.catch(() => null);
  return sending;
}

async function post(form, button, headers) {
  try {
    return await fetch(form.action, { method: "POST", headers, body: new URLSearchParams(new FormData(form, button)) });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return null;
  }
}

function parse(text) {
  return parser.parseFromString(text, "text/html");
}
