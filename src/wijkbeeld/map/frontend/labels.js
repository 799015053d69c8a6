// Names on the map, drawn on a canvas of their own: a name that would overlap another is left out.
import { halfPixel, overlap } from "./geometry.js";

const MARGIN = 3, FIT = 1.15, TOWN_FROM = 8;
const INK = "#16202b", FAINT = "#5b6670";
const ROOM = 3.8; // hundredths of the height of a stage: 41 pixels of 1080

export class Labels {
  #canvas;
  #stage;
  #box;
  #content;
  #map;
  #towns = [];
  #frame;

  // content(): { id, names, outside, large } of the level on the map, which of its areas are dimmed (one character each,
  // or null) and whether a room reads them; null when names are off
  constructor({ canvas, stage, box, content }) {
    this.#canvas = canvas;
    this.#stage = stage;
    this.#box = box;
    this.#content = content;
  }

  attach(map) {
    this.#map = map;
  }

  setTowns(names) {
    this.#towns = names;
  }

  // ratio: dots per pixel, to draw at once for a picture; otherwise those of the screen, at the next frame
  draw(ratio) {
    if (!this.#map) return;
    cancelAnimationFrame(this.#frame);
    if (ratio) return void this.#now(ratio);
    this.#frame = requestAnimationFrame(() => this.#now());
  }

  #now(ratio = window.devicePixelRatio || 1) {
    const canvas = this.#canvas;
    const { width, height } = this.#stage.getBoundingClientRect();
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const pen = canvas.getContext("2d");
    const content = this.#content();
    if (!content) return;
    pen.scale(ratio, ratio);
    this.#write(pen, width, height, content);
  }

  #write(pen, width, height, { id, names, outside, large }) {
    const map = this.#map;
    const taken = [];
    const zoom = map.getZoom();
    const metres = halfPixel(map.getCenter().lat, zoom);
    const font = getComputedStyle(this.#box).fontFamily;
    const put = (name, { size, weight, colour = INK }, widest) => {
      const { x, y } = map.project(name.p);
      if (x < 0 || y < 0 || x > width || y > height) return;
      pen.font = `${weight} ${size}px ${font}`;
      const wide = pen.measureText(name.n).width;
      if (wide > widest) return;
      const box = [x - wide / 2 - MARGIN, y - size / 2 - MARGIN, x + wide / 2 + MARGIN, y + size / 2 + MARGIN];
      if (taken.some((other) => overlap(box, other))) return;
      taken.push(box);
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.lineJoin = "round";
      pen.lineWidth = 3.5;
      pen.strokeStyle = "rgba(255, 255, 255, 0.92)";
      pen.fillStyle = colour;
      pen.strokeText(name.n, x, y);
      pen.fillText(name.n, x, y);
    };
    const sized = (size) => (large ? (ROOM * height) / 100 : size);
    const room = (name) => (name.s / metres) * FIT * 1.4;
    const big = (all) => all.filter((name) => name.s / metres > 24).sort((a, b) => b.s - a.s);
    const towns = id !== "gemeente" && zoom >= TOWN_FROM && zoom < 11.5 ? big(this.#towns) : [];
    for (const { name, is } of inOrder(towns, big(names), isInside(names, outside))) {
      const look = { town: { size: sized(15), weight: 700 }, area: { size: sized(12), weight: 500 }, beyond: { size: sized(13), weight: 400, colour: FAINT } }[is];
      put(name, look, room(name));
    }
    this.#box.dataset.labels = taken.length;
  }
}

// Which names are of the place that the map is about, and which gemeenten have areas there; null where it is about all.
function isInside(names, outside) {
  if (!outside) return null;
  const here = new Set(names.filter((_, id) => outside[id] !== "1"));
  return { area: (name) => here.has(name), towns: new Set([...here].map((name) => name.g)) };
}

// Names in the order in which they take their place: of the place itself first, then of gemeenten around it. Areas
// around it have none, and neither has a gemeente that is the whole place: its name is the title of the page.
export function inOrder(towns, areas, inside) {
  const as = (is) => (name) => ({ name, is });
  if (!inside) return [...towns.map(as("town")), ...areas.map(as("area"))];
  const own = inside.towns.size > 1 ? towns.filter((town) => inside.towns.has(town.n)) : [];
  const around = towns.filter((town) => !inside.towns.has(town.n));
  return [...own.map(as("town")), ...areas.filter(inside.area).map(as("area")), ...around.map(as("beyond"))];
}
