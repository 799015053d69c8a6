// What the buttons and keys of the map do.
import { press } from "./keys.js";
import { outlineRows, picture, sharpened, snapshot } from "./snapshot.js";

export class Actions {
  #state;
  #part;
  #box;
  #parts;
  #map;
  #shooting = false;
  #acts;

  // parts: { areas, backdrop, gestures, labels, panel, player, polygon, report, swipe } as their modules have it;
  // map: { ready(), library() its MapLibre map, layers(), level(), fit(), paint() its wave, drawPanel(), choose(codes) }
  constructor({ state, part, box, parts, map }) {
    this.#state = state;
    this.#part = part;
    this.#box = box;
    this.#parts = parts;
    this.#map = map;
    const acts = {
      in: () => map.library()?.zoomIn(), out: () => map.library()?.zoomOut(), fit: () => map.fit(),
      lasso: () => this.#lasso(), corners: () => this.#corners(),
      veil: () => this.swipe(state.swipeWave ? null : state.other),
      list: () => parts.areas.toggle(), letters: () => this.#toggleNames(), back: () => parts.backdrop.toggle(), shot: () => this.#shoot(),
      big: () => box.dispatchEvent(new CustomEvent("wijkbeeld:groot", { bubbles: true, composed: true })),
    };
    this.#acts = acts;
    for (const [name, act] of Object.entries(acts)) part(name).onclick = act;
    box.addEventListener("keydown", (event) => press(event, {
      acts, player: parts.player, polygon: parts.polygon, onStage: Boolean(state.data.stage),
      pan: (offset) => map.library()?.panBy(offset),
      escape: () => (parts.gestures.drawing ? this.#lasso() : state.selected.length && map.choose([])),
    }));
  }

  // What a button of that name does.
  do(name) {
    this.#acts[name]();
  }

  // Put another wave beside this one; null for none.
  swipe(wave) {
    const { swipe, report } = this.#parts;
    if (!this.#map.ready() || (wave && this.#state.data.waves.length < 2)) return;
    this.#state.swipe(wave);
    this.#map.paint();
    swipe.sync();
    this.#map.drawPanel();
    report.now();
  }

  #lasso() {
    if (this.#map.ready()) this.#parts.gestures.toggle();
  }

  #corners() {
    const { gestures, polygon } = this.#parts;
    if (!this.#map.ready() || !this.#state.data.draws) return;
    if (polygon.busy) return void polygon.stop();
    if (gestures.drawing) this.#lasso();
    polygon.start();
  }

  #toggleNames() {
    const { labels, panel, report } = this.#parts;
    this.#state.toggleNames();
    labels.draw();
    panel.press("letters", this.#state.named);
    report.now();
  }

  async #shoot() {
    const library = this.#map.library();
    if (!library || this.#shooting) return;
    this.#shooting = true;
    this.#map.layers().emphasise("h", []); // what the pointer happens to be over is no part of the picture
    try {
      await sharpened(this.#drawn(), this.#parts.labels, () => snapshot(this.#picture()));
    } finally {
      this.#shooting = false;
    }
  }

  // For paper: at once, for a browser that prints waits for nothing.
  print() {
    if (!this.#map.ready()) return;
    for (const map of this.#drawn()) map.redraw(); // a canvas is empty between frames
    this.#part("paper").replaceChildren(picture(this.#picture()));
  }

  // The map, and the second one of a swipe.
  #drawn() {
    return [this.#map.library(), this.#parts.swipe.layers?.map].filter(Boolean);
  }

  // What the picture of the map needs.
  #picture() {
    const { panel, swipe } = this.#parts, state = this.#state, level = this.#map.level(), layers = this.#map.layers();
    return {
      state, level, map: this.#map.library().getCanvas(), names: this.#part("names"),
      right: swipe.picture, font: getComputedStyle(this.#box).fontFamily, backdrop: layers.backdropOn(),
      lines: outlineRows({
        data: state.data, level, selected: state.selected.length, few: panel.few(),
        drawn: Boolean(this.#parts.polygon.finished), border: layers.borders(),
      }),
    };
  }
}
