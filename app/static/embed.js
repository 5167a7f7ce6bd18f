// In the frame on another site: tells how tall the page is and that Escape was pressed, and finds the check back.
// It stands in the head and waits for nothing, so that who comes back does not see the start page first.

const KEPT = "checkbot";
const CHECK = /^\/(chat|result)\/[0-9a-f]{32}\?[\w=&]+$/;

if (location.pathname === "/embed") goOn(read() || location.hash.slice(1));
else if (CHECK.test(here())) keep(here());
addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && tell({ close: true }));
document.addEventListener("DOMContentLoaded", () => {
  // At once as well: in a frame that is out of sight, nothing is observed.
  measure();
  new ResizeObserver(measure).observe(document.body);
});

function measure() {
  tell({ height: Math.ceil(document.body.getBoundingClientRect().height) });
}

async function goOn(path) {
  if (!CHECK.test(path)) return;
  document.documentElement.hidden = true;
  const reply = await fetch(path, { method: "HEAD" }).catch(() => null);
  if (reply?.ok) return location.replace(path);
  if (reply?.status === 404) keep("");
  document.documentElement.hidden = false;
}

function here() {
  const url = new URL(location);
  url.searchParams.delete("moved");
  return url.pathname + url.search;
}

// The way back to a check opens it, so it stays with this origin, which the site around cannot read, until the tab closes.
// Chromium lets a frame keep nothing where third-party cookies are blocked. Only then that site keeps it: see widget.js.
function keep(path) {
  try {
    sessionStorage.setItem(KEPT, path);
  } catch {
    tell({ path });
  }
}

function read() {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return "";
  }
}

// To whoever the parent is: frame-ancestors lets only the sites of the settings be that.
function tell(message) {
  parent.postMessage({ checkbot: message }, "*");
}
