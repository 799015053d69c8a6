// Geometry of one level: fetched once, in coarse outline first where there is one.
import { addressOf } from "./files.js";

export class Shapes {
  #file;
  #overview;
  #fine; // all detail is here, or asked for
  #names = [];
  #byCode = new Map();
  #first;
  #refined;

  constructor(level, base) {
    this.#file = addressOf(level.geometry, base);
    this.#overview = level.overview ? addressOf(level.overview, base) : null;
    this.#fine = !this.#overview;
  }

  get names() {
    return this.#names;
  }

  // The polygons in all detail, once they came after a coarse outline.
  get refined() {
    return this.#refined;
  }

  // The polygons as they are known now.
  async current() {
    this.#first ??= this.#look();
    return this.#refined ?? (await this.#first);
  }

  // The first look: names, places of labels, and polygons without properties for the map.
  async #look() {
    const { features } = await fetchJson(this.#overview ?? this.#file);
    this.#names = features.map((feature) => feature.properties);
    this.#byCode = new Map(this.#names.map((name, id) => [name.c, id]));
    return bare(features);
  }

  // Fetches all detail; false when there is none to fetch, another already does, or it did not come.
  async refine() {
    if (this.#fine) return false;
    this.#fine = true;
    try {
      this.#refined = bare((await fetchJson(this.#file)).features);
    } catch {
      this.#fine = false; // tried again at the next move
      return false;
    }
    return true;
  }

  ids(codes) {
    return codes.map((code) => this.#byCode.get(code)).filter((id) => id !== undefined);
  }
}

export async function fetchJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`de grenzen zijn niet geladen, code ${response.status}`);
  return response.json();
}

export function empty() {
  return { type: "FeatureCollection", features: [] };
}

function bare(features) {
  return { type: "FeatureCollection", features: features.map(({ id, geometry }) => ({ type: "Feature", id, properties: {}, geometry })) };
}
