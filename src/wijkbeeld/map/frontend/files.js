// Where a file of the map comes from: from the page itself where it holds it, else from the server.
const held = globalThis.wijkbeeldFiles ?? {};

export function addressOf(name, base) {
  return held[name] ?? new URL(name, base).href;
}
