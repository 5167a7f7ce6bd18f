// Screenshots without a page load, so that what was ticked but not sent yet stays ticked.

const parser = new DOMParser();

// Send the form, and take over from the page that comes back: the pictures there are now, and how it went.
export async function send(form) {
  const here = form.closest("details");
  if (here.ariaBusy === "true" || !light(form.querySelector("[type=file]"))) return;
  busy(here, true);
  const page = await answer(form);
  busy(here, false);
  const fresh = page?.querySelector(".show-it") ?? here;
  const outcome = page?.querySelector(".outcome") ?? failure(page);
  fresh.querySelector(".outcome")?.remove();
  fresh.querySelector("summary").after(outcome);
  here.replaceWith(fresh);
  outcome.focus();
}

function busy(here, sending) {
  here.ariaBusy = String(sending);
  const button = here.querySelector("[data-busy]");
  if (button) [button.textContent, button.dataset.busy] = [button.dataset.busy, button.textContent];
}

async function answer(form) {
  try {
    const reply = await fetch(form.action, { method: "POST", body: new FormData(form) });
    return parser.parseFromString(await reply.text(), "text/html");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return null;
  }
}

function failure(page) {
  const words = document.createElement("p");
  Object.assign(words, { className: "outcome refusal", tabIndex: -1 });
  words.textContent = page?.querySelector(".advice")?.textContent ?? document.querySelector(".talk").dataset.broken;
  return words;
}

// Told before it is sent: a large file takes its time on a phone. The server weighs it too.
function light(field) {
  if (!field) return true;
  field.setCustomValidity(field.files[0]?.size > Number(field.dataset.most) ? field.dataset.large : "");
  field.addEventListener("change", () => field.setCustomValidity(""), { once: true });
  return field.reportValidity();
}
