// One MapLibre map with its layers. It draws what it is told and knows nothing of waves or measures.
import { empty } from "./shapes.js";

const BACKGROUND = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png";
export const BORDER_FROM = 8; // below this zoom borders are thinner than a pixel: leave them out
export const OUTSIDE_BORDER = 0.45; // of what lies around the place: ground, with thin borders
const FULL = 1, FADED = 0.12, OVER_BACKGROUND = 0.72;
const EDGE = 20, TOOLS = 36; // pixels
const TOUCH = {
  "CooperativeGesturesHandler.MobileHelpText": "Verschuif de kaart met twee vingers",
  "CooperativeGesturesHandler.WindowsHelpText": "Gebruik Ctrl en het muiswiel om te zoomen",
  "CooperativeGesturesHandler.MacHelpText": "Gebruik ⌘ en het muiswiel om te zoomen",
};
const GRID_BORDER = "#6c7a88", GRID_OUTLINE = "#b9c4cf";
const PARTS = ["fill", "hatch", "border"];
const OUTSIDE = ["boolean", ["feature-state", "o"], false];
const DRAWN = "#1b5e9b";
// Told from every colour below it: orange in a white ring, and that in a dark one.
export const PIN = { colour: "#c8410b", ring: "#ffffff", wide: 3, rim: "#16202b", rimWide: 2 };
const STEPPED_BACK = 0.3; // borders of gemeenten, where they would bury the areas that the map is about
const EMPHASIS = [["o", "#d9480f", 3], ["h", "#111111", 2], ["s", "#ffffff", 6], ["s", "#111111", 3]];

// Room around what is to be seen: the buttons lie at its right and, on a large map, legend and years over it.
export function roomOf(stage, legend, bar) {
  const [whole, left, below] = [stage, legend, bar].map((part) => part.getBoundingClientRect());
  const room = { top: EDGE, left: EDGE, right: EDGE + TOOLS, bottom: EDGE };
  if (!below.height || below.bottom > whole.bottom) return room; // they stand above or below it
  return { ...room, left: EDGE + left.right - whole.left, bottom: EDGE + whole.bottom - below.top };
}

let library;
export function maplibre(base) {
  library ??= (globalThis.maplibregl ? Promise.resolve() : import(new URL("maplibre-gl.js", base).href)).then(() => {
    globalThis.maplibregl.prewarm();
    return globalThis.maplibregl;
  }).catch((error) => {
    library = undefined; // asked for anew when the map is
    throw error;
  });
  return library;
}

export class MapLayers {
  // levels: [{ id, from, to, shapes }], shapes as GeoJSON; view: { center, zoom } or { bounds };
  // room(): what is to be left free around the areas; name: what a screen reader calls it, beside other maps
  constructor(lib, container, { levels, view, look, room, name }) {
    this.look = look;
    this.room = room;
    this.painted = new Map();
    this.bounded = new Map(); // by level, which areas lie outside the place the map is about
    this.levels = levels.map((level) => level.id);
    this.shapes = new Map(levels.map((level) => [level.id, level.shapes]));
    this.emphasised = { o: [], h: [], s: [] };
    const sources = { place: geojson(), outline: geojson(), water: geojson(), emphasis: geojson(), shape: geojson(), points: geojson() };
    for (const level of levels) sources[level.id] = geojson(level.shapes);
    this.map = new lib.Map({
      container, ...view,
      style: { version: 8, sources, layers: this.layers(levels) },
      attributionControl: false, fadeDuration: 0, keyboard: false, dragRotate: false, pitchWithRotate: false,
      boxZoom: false, locale: { "Map.Title": name, ...TOUCH }, cooperativeGestures: matchMedia("(pointer: coarse)").matches, // one finger scrolls the page
      canvasContextAttributes: { preserveDrawingBuffer: true }, maxZoom: 17, trackResize: false, // whoever holds the map resizes it
    });
    this.map.touchZoomRotate.disableRotation();
    this.styled = new Promise((done) => this.map.once("style.load", done));
  }

  layers(levels) {
    return [
      { id: "ground", type: "background", paint: { "background-color": this.look.ground } },
      // under the fills: the half that is seen lies around the areas, however small they are
      { id: "place", type: "line", source: "place", paint: { "line-color": this.look.place, "line-width": 5 } },
      ...levels.flatMap((level) => this.fills(level)),
      { id: "water", type: "fill", source: "water", paint: { "fill-color": this.look.water, "fill-outline-color": this.look.shore } },
      ...levels.flatMap((level) => this.lines(level)),
      { id: "outline", type: "line", source: "outline", paint: { "line-color": this.look.outline, "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.5, 11, 1.4] } },
      ...EMPHASIS.map(([why, colour, width], n) => (
        { id: `emphasis-${n}`, type: "line", source: "emphasis", filter: ["==", ["get", "why"], why], paint: { "line-color": colour, "line-width": width } })),
      { id: "shape-fill", type: "fill", source: "shape", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": DRAWN, "fill-opacity": 0.22 } },
      { id: "shape-halo", type: "line", source: "shape", paint: { "line-color": "#ffffff", "line-width": 5 } },
      { id: "shape-line", type: "line", source: "shape", paint: { "line-color": DRAWN, "line-width": 2.5 } },
      { id: "shape-corner", type: "circle", source: "shape", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 5, "circle-color": "#ffffff", "circle-stroke-color": DRAWN, "circle-stroke-width": 2.5 } },
      { id: "points-rim", type: "circle", source: "points", paint: { "circle-radius": this.look.pin + PIN.wide + PIN.rimWide, "circle-color": PIN.rim } },
      { id: "points", type: "circle", source: "points", paint: { "circle-radius": this.look.pin, "circle-color": PIN.colour, "circle-stroke-color": PIN.ring, "circle-stroke-width": PIN.wide } },
    ];
  }

  fills({ id, from, to }) {
    const zoom = { minzoom: from, maxzoom: to };
    // Without antialiasing: areas share their edges, and the extra pass would double the work of a repaint.
    const paint = { "fill-color": this.colours(id), "fill-opacity": this.opacity(), "fill-antialias": false };
    return [{ id: `fill-${id}`, type: "fill", source: id, ...zoom, paint }];
  }

  lines({ id, from, to }) {
    const zoom = { minzoom: Math.max(from, BORDER_FROM), maxzoom: to };
    const width = ["interpolate", ["linear"], ["zoom"], BORDER_FROM, 0.3, 11, 0.9, 15, 1.6];
    return [{ id: `border-${id}`, type: "line", source: id, ...zoom, paint: { "line-color": this.borderColour(), "line-width": width, "line-opacity": ["case", OUTSIDE, OUTSIDE_BORDER, 1] } }];
  }

  borderColour() {
    return this.gridOn() ? GRID_BORDER : ["case", OUTSIDE, this.look.edge, this.look.border];
  }

  // Colour of the borders of areas; null where the map is too small for them.
  borders() {
    return this.map.getZoom() >= BORDER_FROM && !this.gridOn() ? this.look.border : null;
  }

  colours(level) {
    const { palettes, missing } = this.look;
    if (!palettes[level]) return missing; // it is about to leave: the look is that of the next levels
    return ["match", ["coalesce", ["feature-state", "c"], 0], ...palettes[level].flatMap((colour, n) => [n + 1, colour]), missing];
  }

  opacity() {
    const full = this.backdropOn() ? OVER_BACKGROUND : FULL;
    if (this.gridOn()) return 0;
    const inside = this.isolated == null ? full : ["case", ["in", ["coalesce", ["feature-state", "c"], 0], ["literal", this.isolated]], full, FADED];
    return this.bounded.size ? ["case", OUTSIDE, 0, inside] : inside;
  }

  restyle(look = this.look) {
    this.look = look;
    this.map.setPaintProperty("ground", "background-color", look.ground);
    this.map.setPaintProperty("outline", "line-color", this.gridOn() ? GRID_OUTLINE : look.outline);
    this.map.setPaintProperty("place", "line-color", look.place);
    this.map.setPaintProperty("water", "fill-color", look.water);
    this.map.setPaintProperty("water", "fill-outline-color", look.shore);
    for (const id of this.levels) {
      this.map.setPaintProperty(`fill-${id}`, "fill-color", this.colours(id));
      this.map.setPaintProperty(`fill-${id}`, "fill-opacity", this.opacity());
      this.map.setPaintProperty(`border-${id}`, "line-color", this.borderColour());
    }
  }

  // numbers: the classes that stand out, or null
  isolate(numbers) {
    this.isolated = numbers;
    this.restyle();
  }

  setLevels(levels) {
    for (const id of this.levels) {
      for (const part of PARTS) {
        if (this.map.getLayer(`${part}-${id}`)) this.map.removeLayer(`${part}-${id}`);
      }
      this.map.removeFeatureState({ source: id });
      this.map.removeSource(id);
    }
    this.levels = levels.map((level) => level.id);
    this.painted.clear();
    this.bounded.clear();
    this.shapes = new Map(levels.map((level) => [level.id, level.shapes]));
    for (const level of levels) {
      this.map.addSource(level.id, geojson(level.shapes));
      for (const layer of this.fills(level)) this.map.addLayer(layer, "water");
      for (const layer of this.lines(level)) this.map.addLayer(layer, "outline");
    }
    this.restyle();
  }

  setShapes(source, shapes) {
    this.shapes.set(source, shapes);
    this.map.getSource(source).setData(shapes ?? empty());
  }

  // frame: one character per area. Only areas whose class changed are touched.
  paint(level, frame) {
    const old = this.painted.get(level);
    for (let id = 0; id < frame.length; id++) {
      if (!old || old[id] !== frame[id]) this.map.setFeatureState({ source: level, id }, { c: +frame[id] });
    }
    this.painted.set(level, frame);
  }

  // outside: one character per area, "1" for those that are dimmed; null dims none.
  bound(level, outside) {
    const old = this.bounded.get(level) ?? null;
    if (old === outside) return;
    const length = Math.max(old?.length ?? 0, outside?.length ?? 0);
    for (let id = 0; id < length; id++) {
      const is = outside?.[id] === "1";
      if ((old?.[id] === "1") !== is) this.map.setFeatureState({ source: level, id }, { o: is });
    }
    if (outside) this.bounded.set(level, outside);
    else this.bounded.delete(level);
    this.restyle();
  }

  // places: [[level, id], …] that get an outline: "s" chosen, "h" under the pointer, "o" marked.
  emphasise(why, places) {
    this.emphasised[why] = places.flatMap(([level, id]) => {
      const shape = this.shapes.get(level)?.features[id];
      return shape ? [{ type: "Feature", properties: { why }, geometry: shape.geometry }] : [];
    });
    this.map.getSource("emphasis").setData({ type: "FeatureCollection", features: Object.values(this.emphasised).flat() });
  }

  // ids: the areas of a place that lie anywhere; none where the place is one whole.
  surround(level, ids) {
    const features = ids.map((id) => this.shapes.get(level)?.features[id]).filter(Boolean);
    this.map.getSource("place").setData({ type: "FeatureCollection", features });
    this.map.setPaintProperty("outline", "line-opacity", features.length ? STEPPED_BACK : FULL);
  }

  // A shape that the user draws: its line, closed or not, and the corners so far.
  shape(line, closed, corners) {
    const geometry = closed ? { type: "Polygon", coordinates: [line] } : { type: "LineString", coordinates: line };
    const features = line.length > 1 ? [{ type: "Feature", properties: {}, geometry }] : [];
    for (const place of corners) features.push({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: place } });
    this.map.getSource("shape").setData({ type: "FeatureCollection", features });
  }

  // Places that people pointed at: [[lng, lat], …].
  points(places) {
    const features = places.map((place) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: place } }));
    this.map.getSource("points").setData({ type: "FeatureCollection", features });
  }

  // Areas where hardly anyone lives: hatched, so that an extreme score is not read as a fact.
  hatch({ id: level, from, to }, ids) {
    if (!this.map.hasImage("hatch")) this.map.addImage("hatch", hatching());
    const name = `hatch-${level}`;
    if (this.map.getLayer(name)) this.map.removeLayer(name);
    if (!ids.length) return;
    this.map.addLayer({ id: name, type: "fill", source: level, minzoom: from, maxzoom: to, filter: ["in", ["id"], ["literal", ids]], paint: { "fill-pattern": "hatch" } }, "water");
  }

  backdropOn() {
    return Boolean(this.map?.style && this.map.getLayer("backdrop"));
  }

  backdrop(on) {
    if (on === this.backdropOn()) return;
    if (on) {
      this.map.addSource("backdrop", { type: "raster", tiles: [BACKGROUND], tileSize: 256, maxzoom: 19, attribution: "© Kadaster" });
      this.map.addLayer({ id: "backdrop", type: "raster", source: "backdrop" }, "place");
    } else {
      this.map.removeLayer("backdrop");
      this.map.removeSource("backdrop");
    }
    this.restyle();
  }

  gridOn() {
    return Boolean(this.map?.style && this.map.getLayer("grid"));
  }

  // url: a picture whose corners are known, or null for none
  grid(url, corners) {
    const on = this.gridOn();
    if (!url && !on) return;
    if (!url) {
      this.map.removeLayer("grid");
      this.map.removeSource("grid");
      this.gridUrl = null;
      this.restyle();
    } else if (!on) {
      this.map.addSource("grid", { type: "image", url, coordinates: corners });
      this.map.addLayer({ id: "grid", type: "raster", source: "grid", paint: { "raster-resampling": "nearest", "raster-fade-duration": 0 } }, "water");
      this.gridUrl = url;
      this.restyle();
    } else if (this.gridUrl !== url) {
      this.map.getSource("grid").updateImage({ url, coordinates: corners });
      this.gridUrl = url;
    }
  }

  fit(bounds, duration = 400) {
    this.map.fitBounds(bounds, { padding: this.room(), duration, maxZoom: 14 });
  }
}

function geojson(data) {
  return { type: "geojson", data: data ?? empty(), tolerance: 0.15 };
}

function hatching() {
  const size = 8, data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) if ((x + y) % size < 2) data.set([40, 46, 54, 170], (y * size + x) * 4);
  }
  return { width: size, height: size, data };
}
