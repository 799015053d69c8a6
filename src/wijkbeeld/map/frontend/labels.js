// Names on the map, drawn on a canvas of their own: a name that would overlap another is left out.
import { halfPixel, overlap } from "./geometry.js";

const MARGIN = 3, FIT = 1.15, TOWN_FROM = 8;

export class Labels {
  constructor(live) {
    this.live = live;
    this.canvas = live.part("names");
    this.towns = [];
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.now());
  }

  now() {
    const { live, canvas } = this;
    const { width, height } = live.part("stage").getBoundingClientRect();
    const ratio = window.devicePixelRatio || 1;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const pen = canvas.getContext("2d");
    if (!live.named || !live.map) return;
    pen.scale(ratio, ratio);
    this.write(pen, width, height);
  }

  write(pen, width, height) {
    const { live } = this;
    const taken = [];
    const zoom = live.map.getZoom();
    const metres = halfPixel(live.map.getCenter().lat, zoom);
    const level = live.level();
    const font = getComputedStyle(live.box).fontFamily;
    const put = (name, size, weight, room) => {
      const { x, y } = live.map.project(name.p);
      if (x < 0 || y < 0 || x > width || y > height) return;
      pen.font = `${weight} ${size}px ${font}`;
      const wide = pen.measureText(name.n).width;
      if (wide > room) return;
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
    const room = (name) => (name.s / metres) * FIT;
    const big = (names) => names.filter((name) => name.s / metres > 24).sort((a, b) => b.s - a.s);
    if (level.id !== "gemeente" && zoom >= TOWN_FROM && zoom < 11.5) for (const town of big(this.towns)) put(town, 15, 700, room(town) * 1.4);
    for (const name of big(live.shapes.get(level.id)?.names ?? [])) put(name, 12, 500, room(name) * 1.4);
    live.box.dataset.labels = taken.length;
  }
}
