// A first picture on a plain canvas, in the very place the map will have: it stands while the library still starts.
import { northing, placeOf } from "./geometry.js";
import { OUTSIDE } from "./map_layers.js";

const NEAR = 0.5; // pixels

export class CanvasPreview {
  #container;
  #view;
  #canvas;
  #again = null;

  // view: { center, zoom } or { bounds, fitBoundsOptions: { padding } }, as MapLibre takes them
  constructor(container, view) {
    this.#container = container;
    this.#view = view;
    this.#canvas = document.createElement("canvas");
    this.#canvas.className = "sketch";
    this.#canvas.setAttribute("aria-hidden", "true");
    container.after(this.#canvas);
  }

  // shapes: GeoJSON in the order of frame, one class character per area; colours: of classes 0, 1, 2, …;
  // outside: which areas are dimmed, one character each, or null; border of areas, or none
  draw(shapes, frame, colours, ground, outside, border) {
    this.#again = () => this.draw(shapes, frame, colours, ground, outside, border);
    const canvas = this.#canvas, container = this.#container;
    const { clientWidth: width, clientHeight: height } = container;
    const sharp = Math.min(globalThis.devicePixelRatio || 1, 2);
    canvas.width = width * sharp;
    canvas.height = height * sharp;
    const { left, top, scale } = placeOf(this.#view, width, height);
    const pen = canvas.getContext("2d", { willReadFrequently: true }); // kept off the graphics card: the map needs it
    pen.scale(sharp, sharp);
    pen.fillStyle = ground;
    pen.fillRect(0, 0, width, height);
    pen.strokeStyle = border ?? ground;
    for (const { id, geometry } of shapes.features) {
      if (!geometry) continue;
      pen.beginPath();
      trace(pen, geometry, left, top, scale);
      pen.fillStyle = colours[+(frame[id] ?? 0)];
      pen.globalAlpha = outside?.[id] === "1" ? OUTSIDE : 1;
      pen.fill("evenodd");
      if (border) pen.stroke();
    }
  }

  // The page may still settle around the map.
  redraw() {
    this.#again?.();
  }

  remove() {
    this.#again = null;
    this.#canvas.remove();
  }
}

function trace(pen, { type, coordinates }, left, top, scale) {
  if (type === "Polygon") coordinates.forEach((ring) => traceRing(pen, ring, left, top, scale));
  else coordinates.forEach((polygon) => polygon.forEach((ring) => traceRing(pen, ring, left, top, scale)));
}

// Corners that fall within half a pixel of the one before do not show. Tens of thousands of rings: no arrays on the way.
function traceRing(pen, ring, left, top, scale) {
  const near = (NEAR * 360 * Math.cos((ring[0][1] * Math.PI) / 180)) / scale;
  let lng = NaN, lat = NaN;
  for (let n = 0; n < ring.length; n++) {
    const corner = ring[n];
    if (Math.abs(corner[0] - lng) < near && Math.abs(corner[1] - lat) < near) continue;
    lng = corner[0];
    lat = corner[1];
    const x = (lng / 360 + 0.5 - left) * scale, y = (northing(lat) - top) * scale;
    if (n) pen.lineTo(x, y);
    else pen.moveTo(x, y);
  }
  pen.closePath();
}
