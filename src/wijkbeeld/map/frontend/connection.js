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
