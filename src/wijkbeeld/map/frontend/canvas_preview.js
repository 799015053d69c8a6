// A picture on a plain canvas, in the very place the map has: it stands while the library still starts, or instead of it.
import { mercator, northing, placeOf, zoomOf } from "./geometry.js";
import { OUTSIDE_BORDER, PIN } from "./map_layers.js";

const NEAR = 0.5, BORDER = 0.6; // pixels

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

  // Another part of the world; seen once it is drawn again.
  look(view) {
    this.#view = view;
  }

  get zoom() {
    return zoomOf(this.#view, this.#container);
  }

  // shapes: GeoJSON in the order of frame, one class character per area; colours: of classes 0, 1, 2, …;
  // outside: which areas lie around the place, one character each, or null; border, edge: colours of the line around
  // areas of the place and outside it, or null
  draw(shapes, frame, colours, ground, outside, { border = null, edge = null } = {}) {
    this.#again = () => this.draw(shapes, frame, colours, ground, outside, { border, edge });
    const { pen, left, top, scale } = this.#blank(ground);
    for (const { id, geometry } of shapes.features) {
      if (!geometry) continue;
      pen.beginPath();
      trace(pen, geometry, left, top, scale);
      const isOutside = outside?.[id] === "1", line = isOutside ? edge : border;
      if (!isOutside) {
        pen.fillStyle = colours[+(frame[id] ?? 0)];
        pen.fill("evenodd");
      }
      if (!line) continue;
      pen.strokeStyle = line;
      pen.globalAlpha = isOutside ? OUTSIDE_BORDER : 1;
      pen.lineWidth = BORDER;
      pen.stroke();
      pen.globalAlpha = 1;
    }
  }

  // picture: what a canvas can draw; corners: longitude and latitude of its upper left, upper right, lower right, lower left
  drawPicture(picture, corners, ground) {
    this.#again = () => this.drawPicture(picture, corners, ground);
    const { pen, left, top, scale } = this.#blank(ground);
    const [x0, y0] = mercator(corners[0]), [x1, y1] = mercator(corners[2]);
    pen.imageSmoothingEnabled = false; // a cell has the colour of one class
    pen.drawImage(picture, (x0 - left) * scale, (y0 - top) * scale, (x1 - x0) * scale, (y1 - y0) * scale);
  }

  // Places that people pointed at, on what is drawn: [[lng, lat], …]; radius in pixels
  points(places, radius) {
    const pen = this.#pen(), { left, top, scale } = this.#where();
    for (const place of places) {
      const [x, y] = mercator(place);
      pen.beginPath();
      pen.arc((x - left) * scale, (y - top) * scale, radius, 0, 2 * Math.PI);
      for (const [colour, wide] of [[PIN.rim, PIN.wide + PIN.rimWide], [PIN.ring, PIN.wide]]) {
        pen.strokeStyle = colour;
        pen.lineWidth = 2 * wide;
        pen.stroke();
      }
      pen.fillStyle = PIN.colour;
      pen.fill();
    }
  }

  #pen() {
    return this.#canvas.getContext("2d", { willReadFrequently: true }); // kept off the graphics card: the map needs it
  }

  #where() {
    return placeOf(this.#view, this.#container.clientWidth, this.#container.clientHeight);
  }

  // A pen on nothing but ground, and where its canvas lies in the world.
  #blank(ground) {
    const canvas = this.#canvas, container = this.#container;
    const { clientWidth: width, clientHeight: height } = container;
    const sharp = Math.min(globalThis.devicePixelRatio || 1, 2);
    canvas.width = width * sharp;
    canvas.height = height * sharp;
    const pen = this.#pen();
    pen.scale(sharp, sharp);
    pen.fillStyle = ground;
    pen.fillRect(0, 0, width, height);
    return { pen, ...this.#where() };
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
