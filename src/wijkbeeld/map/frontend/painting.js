// The state as it is drawn: on the layers of the map and, while there is a swipe, on those of the second map.
import { insideOf, paletteOf } from "./classes.js";
import { SparseAreas } from "./sparse_areas.js";
import { isDark } from "./square.js";

const SURROUNDINGS = ["outline", "water"];
const PIN = 8, STAGE_PIN = 14; // pixels, from the middle of a place that someone pointed at

export class Painting {
  #state;
  #base;
  #box;
  #cache;
  #from;
  #sparse = new SparseAreas();

  // from: { layers() of the map, second() of the swipe or null, level() in view }
  constructor({ state, base, box, cache, from }) {
    this.#state = state;
    this.#base = base;
    this.#box = box;
    this.#cache = cache;
    this.#from = from;
  }

  get #both() {
    return [this.#from.layers(), this.#from.second()].filter(Boolean);
  }

  // Colours of this view, and those that the theme of the page gives. The cells of the 100 m grid have no border:
  // they lie on the dark, from which every class is told.
  look() {
    const style = getComputedStyle(this.#box);
    const paper = style.getPropertyValue("--st-background-color").trim() || "#ffffff";
    const { levels, palette, missing, scenery, grid, stage } = this.#state.data;
    const around = scenery[grid || isDark(paper) ? "dark" : "light"], calm = this.#state.asksPlace;
    const coloured = (level) => paletteOf({ palette }, level).map((colour) => (calm ? around.land : colour));
    const palettes = Object.fromEntries(levels.map((level) => [level.id, coloured(level)]));
    const border = calm ? around.edge : stage?.border ?? "rgba(255, 255, 255, 0.75)";
    return { palettes, missing: calm ? around.land : missing, border, pin: stage ? STAGE_PIN : PIN, ...around };
  }

  // After Python sent another view, or the theme of the page changed.
  style() {
    this.#from.layers().restyle(this.look());
    this.#from.layers().isolate(this.#state.isolated);
  }

  setLevels(levels) {
    this.#sparse.clear();
    for (const layers of this.#both) layers.setLevels(levels);
  }

  setShapes(id, polygons) {
    for (const layers of this.#both) layers.setShapes(id, polygons);
  }

  wave() {
    const { data, wave } = this.#state;
    const layers = this.#from.layers();
    for (const level of data.levels) layers.bound(level.id, level.outside ?? null);
    for (const [id, frame] of this.#state.frames(wave)) layers.paint(id, frame);
    const url = data.grid?.urls[wave];
    layers.grid(url ? new URL(url, this.#base).href : null, data.grid?.corners);
  }

  hatch() {
    this.#sparse.update(this.#state.data, (id) => this.#cache.names(id).length, (level, ids) => {
      for (const layers of this.#both) layers.hatch(level, ids);
    });
  }

  backdrop(shown) {
    for (const layers of this.#both) layers.backdrop(shown);
  }

  // The second map of a swipe has only its areas at first: what lies on and around them it takes from the first.
  catchUp() {
    const first = this.#from.layers(), second = this.#from.second();
    for (const id of SURROUNDINGS) second.setShapes(id, first.shapes.get(id));
    for (const level of this.#state.data.levels) second.hatch(level, this.sparse(level.id));
    second.backdrop(first.backdropOn());
  }

  sparse(id) {
    return this.#sparse.of(id);
  }

  // Outlines of marked and selected areas, and of those of a place that lies scattered.
  emphasis() {
    const { data, selected } = this.#state;
    const { id, outside } = this.#from.level();
    const inside = data.scattered ? insideOf(outside) : [];
    const places = (codes) => this.#cache.ids(id, codes).map((area) => [id, area]);
    for (const layers of this.#both) {
      layers.surround(id, inside);
      layers.emphasise("o", places(data.marked?.codes ?? []));
      layers.emphasise("s", places(selected));
    }
  }

  isolate(number) {
    this.#state.isolate(number);
    for (const layers of this.#both) layers.isolate(this.#state.isolated);
  }
}
