// The editor of a tip with a script: saved as one types, with what is to be mended and how it looks. Words that did not
// reach the server stay in this browser until they do. Without a script the form works by itself.

const form = document.getElementById("form");
const said = document.getElementById("said");
const kept = document.getElementById("kept");
const KEY = `tipdesk:${form.dataset.person}:${form.dataset.tip}`;
// Milliseconds: a pause in typing, and until a lost connection is tried again.
const PAUSE = 900;
const RETRY = 5000;
// What the page tells the server of itself is no word of the editor's.
const OURS = ["csrf_token", "version", "revision", "before"];
let timer = 0;
let sending = false;
let again = false;
let stopped = false;

form.addEventListener("input", onInput);
form.addEventListener("submit", onSubmit);
form.addEventListener("click", onClick);
kept.addEventListener("click", onKept);
addEventListener("online", () => kept.hidden && localStorage.getItem(KEY) && typed(0));
document.querySelector("[data-without]").hidden = true;
document.querySelector("[data-add]").hidden = false;
showSteps();
offer();
attach(document.getElementById("preview"));

function onInput(event) {
  if (event.target.name === "also" || stopped) return;
  keep();
  typed(PAUSE);
}

function typed(after) {
  clearTimeout(timer);
  timer = setTimeout(send, after);
}

function entries() {
  return [...new FormData(form)].filter(([name]) => !OURS.includes(name) && name !== "also");
}

// A browser that may keep nothing still sends.
function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify(entries()));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

async function send() {
  if (sending) {
    again = true;
    return;
  }
  sending = true;
  said.textContent = form.dataset.busy;
  const words = JSON.stringify(entries());
  const reply = await posted();
  sending = false;
  if (!reply) return lost();
  if (reply.status === 401 || reply.redirected) return halt(form.dataset.out);
  if (!(reply.headers.get("Content-Type") || "").includes("json")) return lost();
  const answer = await reply.json();
  if (reply.status === 409) return halt(answer.said);
  show(answer);
  if (localStorage.getItem(KEY) === words) localStorage.removeItem(KEY);
  if (again) {
    again = false;
    typed(0);
  }
}

async function posted() {
  try {
    const body = new URLSearchParams(new FormData(form));
    return await fetch(form.dataset.typed, { method: "POST", body, headers: { "X-Fragment": "1" } });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return null;
  }
}

function lost() {
  said.textContent = form.dataset.lost;
  again = false;
  typed(RETRY);
}

// Nothing more is sent by itself: the words stay in the fields and in this browser.
function halt(words) {
  stopped = true;
  said.textContent = words;
  said.classList.add("said-stop");
}

function show(answer) {
  form.elements.version.value = answer.version;
  form.elements.before.value = answer.before;
  said.textContent = answer.said;
  document.querySelector("[data-mend-count]").textContent = answer.mend;
  for (const list of form.querySelectorAll("[data-mend]")) mend(list, answer.remarks[list.dataset.mend] || []);
  const preview = document.getElementById("preview");
  preview.innerHTML = answer.preview;
  attach(preview);
}

function mend(list, words) {
  list.replaceChildren(...words.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  const field = form.elements[list.dataset.mend];
  if (field instanceof HTMLTextAreaElement) {
    if (words.length) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

// What is put in a page by a script gets no tree of its own from its template.
function attach(preview) {
  for (const template of preview.querySelectorAll("template[shadowrootmode]")) {
    template.parentElement.attachShadow({ mode: "open" }).append(template.content);
    template.remove();
  }
}

function onSubmit() {
  clearTimeout(timer);
  stopped = true;
  // What the server has when the next page is there is no longer needed; a refusal shows the words again.
  keep();
  sessionStorage.setItem(KEY, JSON.stringify(entries()));
}

// Words of an earlier visit are offered, unless that visit ended by sending just these.
function offer() {
  const words = localStorage.getItem(KEY);
  if (!words) return;
  const sent = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (words === sent || words === JSON.stringify(entries())) {
    localStorage.removeItem(KEY);
    return;
  }
  kept.hidden = false;
}

function onKept(event) {
  const wish = event.target.dataset.kept;
  if (!wish) return;
  if (wish === "back") putBack(JSON.parse(localStorage.getItem(KEY)));
  else localStorage.removeItem(KEY);
  kept.hidden = true;
}

function putBack(pairs) {
  const values = Map.groupBy ? Map.groupBy(pairs, ([name]) => name) : grouped(pairs);
  for (const field of form.elements) {
    if (!field.name || OURS.includes(field.name) || field.name === "also" || field.type === "submit") continue;
    const texts = (values.get(field.name) || []).map(([, value]) => value);
    if (["checkbox", "radio"].includes(field.type)) field.checked = texts.includes(field.value);
    else if (field.type !== "hidden") field.value = texts[0] ?? "";
  }
  showSteps();
  typed(0);
}

function grouped(pairs) {
  const found = new Map();
  for (const pair of pairs) found.set(pair[0], [...(found.get(pair[0]) || []), pair]);
  return found;
}

// Steps that are not in use yet are hidden until one asks for them.
function showSteps() {
  const steps = [...form.querySelectorAll("[data-step]")];
  for (const step of steps) if (texts(step).some((text) => text.value.trim())) delete step.dataset.spare;
  for (const step of steps) {
    step.hidden = "spare" in step.dataset;
    if (!step.querySelector("[data-remove]")) step.append(removing());
  }
  form.querySelector("[data-add]").disabled = !steps.some((step) => step.hidden);
}

function removing() {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "quiet-button", textContent: form.dataset.remove });
  button.dataset.remove = "";
  return button;
}

function texts(step) {
  return [...step.querySelectorAll("textarea")];
}

function onClick(event) {
  if ("add" in event.target.dataset) addStep();
  if ("remove" in event.target.dataset) removeStep(event.target.closest("[data-step]"));
}

function addStep() {
  const step = form.querySelector("[data-step][data-spare]");
  delete step.dataset.spare;
  showSteps();
  texts(step)[0].focus();
}

// The words below move up, so that the last step is the one that goes.
function removeStep(step) {
  const steps = [...form.querySelectorAll("[data-step]")];
  for (let place = steps.indexOf(step); place < steps.length; place++) {
    const below = steps[place + 1] ? texts(steps[place + 1]) : [];
    texts(steps[place]).forEach((text, side) => { text.value = below[side]?.value ?? ""; });
  }
  const used = steps.filter((each) => !each.hidden);
  if (used.length > 2) used.at(-1).dataset.spare = "";
  showSteps();
  form.querySelector("[data-add]").focus();
  keep();
  typed(PAUSE);
}
