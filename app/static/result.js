// The result page with a script: tips are ticked without a page load, links unfold what they lead to, and all of it
// is unfolded on paper. Without it every form works by itself.

const said = document.getElementById("said");
const parser = new DOMParser();
const folded = new Set();

document.addEventListener("submit", onSubmit);
document.addEventListener("click", onClick);
addEventListener("hashchange", reveal);
addEventListener("beforeprint", unfold);
addEventListener("afterprint", refold);
for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
for (const link of document.querySelectorAll("[data-copy]")) addCopying(link);
reveal();

function onSubmit(event) {
  if (!event.target.matches("form[data-tick]")) return;
  event.preventDefault();
  const block = event.target.closest("[data-plan]");
  if (block.ariaBusy !== "true") tick(event.target, event.submitter, block);
}

// The server answers with the whole page; what is ticked on it takes the place of what is ticked here.
async function tick(form, button, block) {
  said.textContent = "";
  block.ariaBusy = "true";
  const page = await answer(form, button);
  block.ariaBusy = "false";
  const fresh = page?.getElementById(block.id);
  if (!fresh) return fail(block, page);
  for (const old of document.querySelectorAll("[data-live]")) {
    const now = page.getElementById(old.id);
    if (now && now.outerHTML !== old.outerHTML) old.replaceWith(now);
  }
  said.textContent = fresh.dataset.said;
  (fresh.querySelector("[aria-invalid]") || document.getElementById(button.id) || fresh.querySelector("button")).focus();
}

async function answer(form, button) {
  try {
    const reply = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, button)) });
    return parser.parseFromString(await reply.text(), "text/html");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return null;
  }
}

function fail(block, page) {
  block.querySelector(".plan-failed")?.remove();
  const words = document.createElement("p");
  words.className = "refusal plan-failed";
  words.textContent = said.textContent = page?.querySelector(".advice")?.textContent ?? said.dataset.broken;
  block.prepend(words);
}

// A browser that does not unfold by itself what a link leads to.
function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  let opened = false;
  for (let part = target && target.closest("details"); part; part = part.parentElement.closest("details")) {
    opened ||= !part.open;
    part.open = true;
  }
  if (opened) target.scrollIntoView();
}

function unfold() {
  for (const part of document.querySelectorAll("details:not([open])")) {
    folded.add(part);
    part.open = true;
  }
}

function refold() {
  for (const part of folded) part.open = false;
  folded.clear();
}

function addCopying(link) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button button-second", textContent: link.dataset.copy });
  button.addEventListener("click", async () => {
    link.select();
    await navigator.clipboard?.writeText(link.value);
    button.textContent = said.textContent = link.dataset.copied;
  });
  link.after(button);
}

function onClick(event) {
  if (event.target.closest("[data-print]")) print();
  // Following the same link again changes no address.
  if (event.target.closest('a[href^="#"]')) setTimeout(reveal);
}
