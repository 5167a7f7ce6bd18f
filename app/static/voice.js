// Speaking instead of typing, and hearing instead of reading. Loaded when somebody asks for one of the two.
// What is spoken only fills the field: it is sent as typed words are, by the person.

const talk = document.querySelector(".talk");
const words = talk.dataset;
const language = document.documentElement.lang;
const SPOKEN = { nl: "nl-NL", en: "en-GB" };
const Recogniser = window.SpeechRecognition || window.webkitSpeechRecognition;
const FAULTS = { "no-speech": words.unheard, "not-allowed": words.barred, "service-not-allowed": words.barred, aborted: "" };
const READ = ".notice, .refusal, h2, h2 + p, legend .bubble, .question .hint, .confirm .button, .option, .chip, .slider label, .open label";

const watcher = new MutationObserver((changes) => changes.flatMap((change) => [...change.addedNodes]).forEach(readNew));
let told = remembered("told");
let listening = null;

document.addEventListener("submit", () => listening?.abort());
addEventListener("pagehide", () => listening?.abort());

// Speak into the field of the button's form. The first time it is told what the browser does; the next press begins.
export function dictate(button) {
  if (listening) return listening.stop();
  if (told) return listen(button);
  remember("told", (told = "yes"));
  button.querySelector("span").textContent = words.begin;
  tell(button, words.told);
}

function listen(button) {
  const field = button.form.querySelector(".field");
  const before = field.value && `${field.value.trimEnd()} `;
  const stop = () => listening?.stop();
  listening = Object.assign(new Recogniser(), { lang: SPOKEN[language], interimResults: true });
  let outcome = words.unheard;
  listening.onresult = (event) => {
    outcome = words.heard;
    put(field, before + Array.from(event.results, (result) => result[0].transcript).join(""));
  };
  listening.onerror = (event) => (outcome = FAULTS[event.error] ?? words.deaf);
  listening.onend = () => {
    listening = null;
    field.removeEventListener("keydown", stop);
    show(button, false);
    tell(button, outcome);
  };
  field.addEventListener("keydown", stop);
  window.speechSynthesis?.cancel();
  show(button, true);
  tell(button, words.listening);
  listening.start();
}

function put(field, text) {
  field.value = text.slice(0, field.maxLength);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function show(button, on) {
  button.toggleAttribute("data-on", on);
  button.querySelector("span").textContent = on ? words.stop : words.speech;
}

// The place is there before its words are, or a screen reader would not say them.
function tell(button, text) {
  const place = button.form.querySelector(".told") ?? document.createElement("p");
  if (!place.isConnected) {
    place.className = "told hint";
    place.role = "status";
    button.form.querySelector(".field").parentElement.append(place);
  }
  requestAnimationFrame(() => (place.textContent = text));
}

// Read what is new, from the question that is open now on, or stop.
export function read(toggle, on) {
  toggle.ariaPressed = String(on);
  remember("read", on ? "yes" : "");
  for (const event of ["input", "submit", "pagehide", "keydown"]) {
    (on ? addEventListener : removeEventListener)(event, hush);
  }
  watcher.disconnect();
  hush();
  if (!on) return;
  watcher.observe(talk, { childList: true, subtree: true });
  readNew(document.getElementById("now"));
}

function hush(event) {
  if (event?.type !== "keydown" || event.key === "Escape") speechSynthesis.cancel();
}

// The question that was open moves to the log when it is answered; it has been read.
function readNew(node) {
  if (!(node instanceof Element)) return;
  if (node.matches(".line-bot:not(.line-question, [aria-hidden])")) utter(node.querySelector(".bubble"));
  if (node.id === "now") node.querySelectorAll(READ).forEach(utter);
}

function utter(element) {
  const shown = element.cloneNode(true);
  for (const hidden of shown.querySelectorAll(".visually-hidden")) hidden.remove();
  const said = new SpeechSynthesisUtterance(shown.textContent.trim().replace(/\s+/g, " "));
  const voices = speechSynthesis.getVoices().filter((voice) => voice.lang.startsWith(language));
  // A voice on this device: others are made by another company, from the words.
  said.voice = voices.find((voice) => voice.localService) ?? voices[0];
  said.lang = said.voice.lang;
  if (said.text) speechSynthesis.speak(said);
}

// A browser that keeps nothing asks again.
function remembered(what) {
  try {
    return sessionStorage.getItem(what);
  } catch {
    return null;
  }
}

function remember(what, value) {
  try {
    sessionStorage.setItem(what, value);
  } catch {
    return;
  }
}
