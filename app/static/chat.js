// The chat without page loads. Everything here is a form that also works by itself: the server checks and keeps all.

const talk = document.querySelector(".talk");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const parser = new DOMParser();
const reader = document.querySelector("[data-read]");
// Seconds to wait before an answer that got no reply is sent again by itself.
const PAUSES = [1, 2, 4, 8];
let unsent = null;

document.documentElement.classList.add("js");
document.addEventListener("submit", onSubmit);
document.addEventListener("keydown", onKey);
document.addEventListener("change", onChange);
document.addEventListener("input", onInput);
document.addEventListener("click", onClick);
addEventListener("online", () => unsent && send(unsent));
// A page from the back/forward cache shows where the conversation was, not where it is.
addEventListener("pageshow", (event) => event.persisted && location.reload());

dress();
offerReading();
if (window.speechSynthesis) speechSynthesis.onvoiceschanged = offerReading;
if (location.hash === "#now") arrive();
else if (!location.hash && talk.querySelectorAll(".line").length > 4 && lastSaid()) scrollTo(0, placeOf(lastSaid()));

function onSubmit(event) {
  if (event.target.matches("form[data-module]")) return lend(event);
  if (!event.target.matches("form[data-turn]")) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(event.target, event.submitter));
  if (!talk.hasAttribute("data-sending")) send({ url: event.target.action, body });
}

// What few people use comes when it is used. Where it does not come, the form goes as a form.
async function lend(event) {
  const form = event.target;
  event.preventDefault();
  try {
    await (await import(form.dataset.module)).send(form);
  } catch {
    form.submit();
  }
}

// `turn.tries` counts how often it was sent before: the server then shows what it made of it, if it came through.
async function send(turn) {
  clearTimeout(unsent?.timer);
  unsent = null;
  say("");
  busy(true);
  const headers = { "X-Fragment": "1", ...(turn.tries && { "X-Again": "1" }) };
  try {
    const reply = await fetch(turn.url, { method: "POST", body: turn.body, headers });
    if (reply.status === 204) return go(reply.headers.get("X-Go"));
    const page = parser.parseFromString(await reply.text(), "text/html");
    if (reply.ok) await show(page);
    else if (reply.status === 422) refuse(page);
    else say(page.querySelector(".advice")?.textContent || talk.dataset.broken, turn);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    wait({ ...turn, tries: (turn.tries || 0) + 1 });
  } finally {
    busy(false);
  }
}

// Offline it waits for the network; on a bad line it tries again by itself, and in the end leaves that to the person.
function wait(turn) {
  const pause = PAUSES[turn.tries - 1];
  const alone = navigator.onLine && pause;
  say(alone ? talk.dataset.faltering : talk.dataset.offline, turn);
  unsent = turn;
  if (alone) turn.timer = setTimeout(() => unsent === turn && send(turn), pause * 1000);
}

function go(address) {
  const url = new URL(address, location.href);
  const here = url.pathname + url.search === location.pathname + location.search;
  location.assign(url);
  if (here) location.reload();
}

async function show(page) {
  now().hidden = true;
  // What the address said about an old page no longer holds.
  history.replaceState(null, "", document.forms.change.action);
  for (const line of page.querySelectorAll(".lines > li")) {
    // What was said around a person may have come as news already.
    if (line.id && document.getElementById(line.id)) continue;
    if (line.matches(".line-you ~ .line-bot")) await typing(line);
    log().append(line);
    line.classList.add("is-new");
  }
  document.getElementById("progress").replaceWith(page.getElementById("progress"));
  now().replaceWith(page.getElementById("now"));
  now().classList.add("is-new");
  dress();
  arrive();
}

function refuse(page) {
  now().replaceWith(page.getElementById("now"));
  dress();
  arrive();
}

async function typing(line) {
  if (still.matches) return;
  const dots = document.createElement("li");
  dots.className = "line line-bot";
  dots.ariaHidden = "true";
  dots.append(line.querySelector(".avatar").cloneNode(true));
  dots.insertAdjacentHTML("beforeend", '<p class="bubble typing"><span></span><span></span><span></span></p>');
  log().append(dots);
  dots.scrollIntoView({ block: "nearest" });
  await new Promise((done) => setTimeout(done, Math.min(250 + line.textContent.length * 4, 700)));
  dots.remove();
}

function arrive() {
  const target = now().querySelector('[role="alert"]') ? now().querySelector("[aria-invalid]") || now().querySelector(".field, .number, .chip input, .option") : null;
  (target || now().querySelector("form.confirm[data-turn] .button") || now().querySelector('[tabindex="-1"]') || now()).focus({ preventScroll: true });
  const room = innerHeight - now().getBoundingClientRect().height;
  const top = room > 220 ? lastSaid() || now() : now();
  top.scrollIntoView({ behavior: still.matches ? "auto" : "smooth" });
}

function say(text, turn) {
  const status = talk.querySelector(".status");
  status.replaceChildren();
  if (!text) return;
  const words = document.createElement("p");
  words.textContent = text;
  const again = document.createElement("button");
  again.className = "button button-second";
  again.textContent = talk.dataset.again;
  again.addEventListener("click", () => send(turn));
  status.append(words, again);
}

function busy(sending) {
  talk.toggleAttribute("data-sending", sending);
  now().setAttribute("aria-busy", String(sending));
}

// What a form gains from the script: a track beside the number, characters left, a button that copies.
function dress() {
  const person = now().querySelector("[data-person]");
  if (person) import(person.dataset.person).then((module) => module.watch(dress));
  for (const track of talk.querySelectorAll(".slider-track:empty")) addRange(track, track.parentElement.querySelector(".number"));
  for (const field of talk.querySelectorAll(".open .field")) countDown(field);
  for (const button of talk.querySelectorAll("[data-speak]")) button.hidden = !canListen();
  for (const link of talk.querySelectorAll("[data-copy]:not([data-dressed])")) {
    link.dataset.dressed = "";
    link.insertAdjacentHTML("afterend", `<button type="button" class="button button-second" data-copies></button>`);
    link.nextElementSibling.textContent = link.dataset.copy;
  }
}

function addRange(track, number) {
  const range = document.createElement("input");
  Object.assign(range, { type: "range", className: "range", min: number.min, max: number.max, step: number.step });
  range.ariaLabel = track.dataset.label;
  range.toggleAttribute("data-untouched", number.value === "");
  range.value = number.value === "" ? (Number(number.min) + Number(number.max)) / 2 : number.value;
  const set = () => {
    range.removeAttribute("data-untouched");
    number.value = range.value;
  };
  range.addEventListener("input", set);
  range.addEventListener("pointerup", set);
  number.addEventListener("input", () => {
    range.toggleAttribute("data-untouched", number.value === "");
    if (number.value !== "") range.value = number.value;
  });
  track.append(range);
}

function countDown(field) {
  const room = field.parentElement.querySelector("[data-left]");
  room.textContent = room.dataset.left.replace("{}", field.maxLength - field.value.length);
}

function onInput(event) {
  if (event.target.matches(".open .field")) countDown(event.target);
}

// One that excludes the rest takes the rest away, and the other way round. The server checks it too.
function onChange(event) {
  if (!event.target.matches('.chip input:checked')) return;
  const alone = event.target.hasAttribute("data-exclusive");
  for (const other of event.target.closest(".chips").querySelectorAll("input:checked")) {
    if (other !== event.target && (alone || other.hasAttribute("data-exclusive"))) other.checked = false;
  }
}

// Digits pick an option, only while the focus is inside the question and in no field that takes a digit.
function onKey(event) {
  const digit = Number(event.key);
  const inside = event.target.closest?.(".question") && !event.target.matches("textarea, [type=text], [type=number], [type=range]");
  if (!digit || !inside || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  talk.querySelectorAll(".option, .chip input")[digit - 1]?.click();
}

// A voice is for who asks for one. Until then there are only buttons, where the browser can do it.
function offerReading() {
  const spoken = (voice) => voice.lang.startsWith(document.documentElement.lang);
  if (!reader.hidden || !window.speechSynthesis?.getVoices().some(spoken)) return;
  reader.hidden = false;
  if (wasReading()) lendVoice(reader);
}

function wasReading() {
  try {
    return sessionStorage.getItem("read");
  } catch {
    return null;
  }
}

// In a frame on another site it is that site which lends the microphone, or does not.
function canListen() {
  const barred = document.featurePolicy?.allowsFeature("microphone") === false;
  return !barred && (window.SpeechRecognition || window.webkitSpeechRecognition);
}

async function lendVoice(button) {
  const { dictate, read } = await import(talk.dataset.voice);
  if (button === reader) read(button, button.ariaPressed !== "true");
  else dictate(button);
}

async function onClick(event) {
  const button = event.target.closest("[data-speak], [data-read]");
  if (button) lendVoice(button);
  if (!event.target.matches("[data-copies]")) return;
  const link = event.target.previousElementSibling;
  link.select();
  await navigator.clipboard?.writeText(link.value);
  event.target.textContent = link.dataset.copied;
}

// Below what sticks to the top. Unlike scrollIntoView, going there does not scroll the site around a frame as well.
function placeOf(line) {
  const room = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  return line.getBoundingClientRect().top + scrollY - room;
}

function now() {
  return document.getElementById("now");
}

function log() {
  return talk.querySelector(".lines");
}

function lastSaid() {
  return [...talk.querySelectorAll(".line-you")].at(-1);
}
