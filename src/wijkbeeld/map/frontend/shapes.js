// Geometry of one level: fetched once, in coarse outline first where there is one.

export class Shapes {
  constructor(level, base) {
    this.file = new URL(level.geometry, base).href;
    this.overview = level.overview ? new URL(level.overview, base).href : null;
    this.fine = !this.overview;
    this.names = [];
    this.byCode = new Map();
  }

  // The first look: names, places of labels, and polygons without properties for the map.
  async first() {
    const { features } = await fetchJson(this.overview ?? this.file);
    this.names = features.map((feature) => feature.properties);
    this.byCode = new Map(this.names.map((name, id) => [name.c, id]));
    return bare(features);
  }

  async detail() {
    this.fine = true;
    return bare((await fetchJson(this.file)).features);
  }

  ids(codes) {
    return codes.map((code) => this.byCode.get(code)).filter((id) => id !== undefined);
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
