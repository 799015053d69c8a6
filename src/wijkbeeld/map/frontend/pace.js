// How fast waves follow each other while they are played: chosen once, for all maps of this browser.

const KEPT = "wijkbeeld tempo";
export const PACES = [["langzaam", 2000], ["rustig", 1000], ["gewoon", 500]];
const USUAL = PACES.at(-1)[0];

let chosen = null; // a browser that keeps nothing still knows it until the page is gone

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

// Name of the pace in use.
export function pace() {
  const name = chosen ?? kept();
  return PACES.some(([known]) => known === name) ? name : USUAL;
}

export function choosePace(name) {
  chosen = name;
  try {
    localStorage.setItem(KEPT, name);
  } catch { /* it holds until the page is gone */ }
}

// Milliseconds from one wave to the next.
export function stepMs() {
  return new Map(PACES).get(pace());
}
