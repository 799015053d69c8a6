// What one scene shows on a phone: a map that follows or is free, a chart, a table, or text.
import { make, number } from "./dom.js";

// Of the map's own buttons, those that make sense on a phone that follows.
const ON_PHONE = ".tools button:is(.back, .shot, .lasso, .corners, .veil), :host(.still) :is(.tools, .time), .tip { display: none !important; }";
const SMALLEST = 260; // pixels of height
const AGAIN_MS = 2500; // a map whose files did not come is tried again

export class SceneView {
  #parts;
  #base;
  #placed;
  #again;
  #draws = 0;
  #flown = "";
  #turn = 0;
  #shown = "";
  #blob;

  // parts: elements heading, sentence, figure, host, source; base: address of the map's frontend;
  // placed([lng, lat]): a tap on the map
  constructor(parts, base, placed) {
    this.#parts = parts;
    this.#base = base;
    this.#placed = placed;
    this.#attach(parts.host);
  }

  // What is shown may have changed: it is drawn anew.
  forget() {
    this.#shown = this.#flown = "";
  }

  #attach(host) {
    host.attachShadow({ mode: "open" });
    host.addEventListener("place", ({ detail }) => this.#placed(detail));
    this.#parts.host = host;
  }

  // The place of the map; a new one where the last map could not be drawn.
  #place() {
    const { host } = this.#parts;
    if (!host.shadowRoot.querySelector(".live")?.dataset.error) return host;
    const fresh = host.cloneNode(false);
    host.replaceWith(fresh);
    this.#attach(fresh);
    this.#flown = "";
    return fresh;
  }

  // scene: as the room gives it; state: { wave, swipe, camera } of the presenter; free: whether this phone looks around;
  // order: another text whenever the state must overrule what was done here; pins: [[lng, lat], …] where the map asks for
  // a place, else null; still: no taps
  async show(told) {
    const { scene, state, free, order, pins = null, still = !free } = told;
    const { heading, sentence, figure, source } = this.#parts;
    const draw = this.#draws += 1;
    clearTimeout(this.#again);
    text(heading, titleOf(scene, state));
    text(sentence, [scene.missing, scene.sub, holds(scene, state) && scene.sentence].filter(Boolean).join(" "));
    text(source, scene.source && `Bron: ${scene.source.replace(/^Bron: /, "")}`);
    if (this.#shown !== scene.id) {
      this.#shown = scene.id;
      figure.replaceChildren(...[this.#figure(scene)].filter(Boolean));
    }
    const host = this.#place();
    host.hidden = !scene.map;
    host.inert = still;
    host.classList.toggle("still", still);
    if (host.hidden) return;
    const live = await import(new URL("live.js", this.#base).href).catch(() => null);
    if (draw !== this.#draws) return; // a later one takes over
    this.#again = setTimeout(() => {
      if (!live || host.shadowRoot.querySelector(".live")?.dataset.error) this.show(told);
    }, AGAIN_MS);
    if (!live) return;
    this.#style();
    live.default({ parentElement: host.shadowRoot, data: this.#data({ scene, state, free, order, pins }), setStateValue: () => {} }, this.#base);
  }

  #data({ scene, state, free, order, pins }) {
    const { camera } = state;
    const flown = `${scene.id} ${camera}`;
    if (flown !== this.#flown) this.#turn += 1;
    this.#flown = flown;
    const [west, south, east, north] = camera ?? [];
    return {
      ...scene.map, wave: state.wave ?? scene.map.wave, swipe: state.swipe ?? null,
      fly: camera ? [[west, south], [east, north]] : scene.map.fly ?? scene.map.home ?? scene.map.bounds,
      turn: this.#turn, order: `${scene.id} ${order}`, points: pins, named: pins !== null || scene.map.named, sheet: free, height: Math.max(SMALLEST, Math.round(innerHeight * 0.52)),
      quiet: true, group: null, draws: false, drawn: null, background: false, // a phone asks nobody else for pictures
    };
  }

  // A style of one's own inside the map: a sheet, for the page's policy allows no text of styles.
  #style() {
    const { shadowRoot } = this.#parts.host;
    if (shadowRoot.adoptedStyleSheets?.length !== 0) return; // it is there, or this browser has none
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(ON_PHONE);
    shadowRoot.adoptedStyleSheets = [sheet];
  }

  #figure(scene) {
    URL.revokeObjectURL(this.#blob);
    if (scene.svg) {
      this.#blob = URL.createObjectURL(new Blob([scene.svg], { type: "image/svg+xml" })); // as a picture: nothing in it runs
      return make("img", { src: this.#blob, alt: scene.alt ?? scene.title ?? "" });
    }
    if (scene.table) return table(scene.table, scene.title);
    if (scene.lines) return make("ul", {}, ...scene.lines.map((line) => make("li", {}, line)));
    return null;
  }
}

// A finding is of one wave: of another the map says only what it shows.
function holds({ finds, map }, { wave }) {
  return !map || finds == null || (wave ?? map.wave) === finds;
}

export function titleOf(scene, state) {
  return scene.title && !holds(scene, state) ? scene.map.title : scene.title;
}

function text(element, said) {
  element.textContent = said ?? "";
  element.hidden = !said;
}

function table({ header, rows }, title) {
  const isNumber = header.map((_, n) => rows.some((row) => typeof row[n] === "number") && rows.every((row) => row[n] == null || typeof row[n] === "number"));
  const cell = (tag) => (value, n) => make(tag, { className: isNumber[n] ? "number" : "", scope: tag === "th" ? "col" : null },
    value == null ? "geen cijfer" : typeof value === "number" ? number(value) : String(value));
  return make("div", { className: "wide", tabIndex: 0, role: "region", "aria-label": title ?? "Tabel" }, make("table", {},
    make("thead", {}, make("tr", {}, ...header.map(cell("th")))),
    make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map(cell("td")))))));
}
