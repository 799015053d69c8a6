// Names on the map, drawn on a canvas of their own: a name that would overlap another is left out.
import { halfPixel, overlap } from "./geometry.js";

const MARGIN = 3, FIT = 1.15, TOWN_FROM = 8;
const ROOM = 3.8; // hundredths of the height of a stage: 41 pixels of 1080

export class Labels {
  #canvas;
  #stage;
  #box;
  #content;
  #map;
  #towns = [];
  #frame;

  // content(): { id, names, large } of the level on the map and whether a room reads them, or null when names are off
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

  #write(pen, width, height, { id, names, large }) {
    const map = this.#map;
    const taken = [];
    const zoom = map.getZoom();
    const metres = halfPixel(map.getCenter().lat, zoom);
    const font = getComputedStyle(this.#box).fontFamily;
    const put = (name, size, weight, widest) => {
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
      pen.fillStyle = "#16202b";
      pen.strokeText(name.n, x, y);
      pen.fillText(name.n, x, y);
    };
    const sized = (size) => (large ? (ROOM * height) / 100 : size);
    const room = (name) => (name.s / metres) * FIT * 1.4;
    const big = (all) => all.filter((name) => name.s / metres > 24).sort((a, b) => b.s - a.s);
    if (id !== "gemeente" && zoom >= TOWN_FROM && zoom < 11.5) for (const town of big(this.#towns)) put(town, sized(15), 700, room(town));
    for (const name of big(names)) put(name, sized(12), 500, room(name));
    this.#box.dataset.labels = taken.length;
  }
}
