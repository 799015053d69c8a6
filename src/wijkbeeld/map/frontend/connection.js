// Whether the server can be told anything; the document around the map finds that out (ui/connection.py).
const AWAY = "zonder-verbinding", BACK = "wijkbeeld:verbonden";

export function isAway() {
  return document.documentElement.classList.contains(AWAY);
}

// Returns what ends the waiting.
export function whenBack(act) {
  document.addEventListener(BACK, act);
  return () => document.removeEventListener(BACK, act);
}

// Whether the page draws what was told before; never outside the app.
export function isBusy() {
  return document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "running";
}
