// Geometry of the levels on the map: fetched once per tab, in coarse outline first, in detail when the user looks closer.
import { addressOf } from "./files.js";
import { Shapes, fetchJson } from "./shapes.js";

const DETAIL_FROM = 8.5;
const fetched = new Map();
const around = new Map(); // outlines and water by address

// Which geometry a view needs.
export function geometryOf(data) {
  return data.levels.map((level) => level.geometry).join();
}

export class GeometryCache {
  #base;
  #on;
  #shapes = new Map(); // of the levels on the map
  #held;
  #fine = new Set(); // those that the map has in all detail
  #around;

  // on.context(id, polygons) for outline and water, on.around() after both, on.detail(level id, polygons),
  // on.alive() whether the map still stands
  constructor(base, on) {
    this.#base = base;
    this.#on = on;
  }

  // The geometry on the map, as geometryOf says it.
  get held() {
    return this.#held;
  }

  names(id) {
    return this.#shapes.get(id)?.names ?? [];
  }

  // Numbers of areas by code, without those that are not on the map.
  ids(id, codes) {
    return this.#shapes.get(id).ids(codes);
  }

  // The levels of a view with their polygons; hold() makes them those on the map.
  async load(data) {
    const key = geometryOf(data);
    const shapes = new Map();
    const levels = await Promise.all(data.levels.map(async (level) => {
      const name = level.geometry;
      if (!fetched.has(name)) fetched.set(name, new Shapes(level, this.#base));
      const found = fetched.get(name);
      shapes.set(level.id, found);
      try {
        return { ...level, shapes: await found.current() };
      } catch (error) {
        fetched.delete(name);
        throw error;
      }
    }));
    return { key, levels, shapes };
  }

  hold({ key, shapes }) {
    this.#held = key;
    this.#shapes = shapes;
    this.#fine = new Set();
  }

  async context({ outline, water }) {
    if (this.#around === `${outline} ${water}`) return;
    this.#around = `${outline} ${water}`;
    for (const [id, url] of [["outline", outline], ["water", water]]) {
      const polygons = url ? await surroundings(addressOf(url, this.#base)) : null;
      if (!this.#on.alive()) return;
      this.#on.context(id, polygons);
    }
    this.#on.around();
  }

  // Another map takes the place of this one: it has nothing yet.
  forget() {
    this.#around = undefined;
    this.#fine = new Set();
  }

  // Coarse outlines give way to all detail once the user looks closer.
  async refine(id, zoom) {
    if (zoom < DETAIL_FROM) return;
    const shapes = this.#shapes.get(id);
    if (shapes.refined || (await shapes.refine())) this.#use(id, shapes);
  }

  #use(id, shapes) {
    if (this.#fine.has(shapes) || this.#shapes.get(id) !== shapes) return; // known, or another level by now
    this.#fine.add(shapes);
    this.#on.detail(id, shapes.refined);
  }
}

// Fetched once per tab; what did not come is asked for again by the next map.
function surroundings(address) {
  if (!around.has(address)) {
    around.set(address, fetchJson(address).catch(() => {
      around.delete(address);
      return null;
    }));
  }
  return around.get(address);
}
