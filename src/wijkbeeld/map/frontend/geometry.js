// Arithmetic of places on the map and of shapes on the screen; nothing here touches the page.
const TILE = 512;

// Web Mercator with a world of 1 by 1, north at 0.
export function mercator([lng, lat]) {
  return [lng / 360 + 0.5, northing(lat)];
}

export function northing(lat) {
  return 0.5 - Math.log(Math.tan((lat + 90) * (Math.PI / 360))) / (2 * Math.PI);
}

// Corner of the picture in Web Mercator and pixels per world.
// view: { center, zoom } or { bounds, fitBoundsOptions: { padding } }, as MapLibre takes them
export function placeOf(view, width, height) {
  if (view.center) {
    const scale = TILE * 2 ** view.zoom;
    const [x, y] = mercator(view.center);
    return { left: x - width / 2 / scale, top: y - height / 2 / scale, scale };
  }
  const { padding } = view.fitBoundsOptions;
  const [[west, south], [east, north]] = view.bounds;
  const [x0, y1] = mercator([west, south]), [x1, y0] = mercator([east, north]);
  const inner = [width - padding.left - padding.right, height - padding.top - padding.bottom];
  const scale = Math.min(inner[0] / (x1 - x0), inner[1] / (y1 - y0));
  const middle = [padding.left + inner[0] / 2, padding.top + inner[1] / 2];
  return { left: (x0 + x1) / 2 - middle[0] / scale, top: (y0 + y1) / 2 - middle[1] / scale, scale };
}

// Zoom at which a view shows, before there is a map to ask.
export function zoomOf(view, { clientWidth, clientHeight }) {
  return Math.log2(placeOf(view, clientWidth, clientHeight).scale / TILE);
}

// Half a pixel at this latitude and zoom, as the size of names is measured.
export function halfPixel(lat, zoom) {
  return (156543.03 * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom / 2;
}

export function overlap(box, other) {
  return box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3];
}

// Width and height of what points span.
export function extent(points) {
  const [xs, ys] = [0, 1].map((n) => points.map((p) => p[n]));
  return [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)];
}

// Even-odd rule: a line from the spot to the right crosses the shape an odd number of times.
export function inside(points, { x, y }) {
  let odd = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [[xi, yi], [xj, yj]] = [points[i], points[j]];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
  }
  return odd;
}

// Corners of the upright box from the first point to another.
export function boxTo([[x0, y0]], [x, y]) {
  return [[x0, y0], [x, y0], [x, y], [x0, y]];
}

export function parsePlace(text, [[west, south], [east, north]]) {
  const numbers = (text ?? "").split("_").map(Number);
  if (numbers.length !== 3 || !numbers.every(Number.isFinite)) return null;
  const [lat, lng, zoom] = numbers;
  if (lat < south - 1 || lat > north + 1 || lng < west - 1 || lng > east + 1 || zoom < 3 || zoom > 17) return null;
  return { center: [lng, lat], zoom };
}

export function writePlace({ lng, lat }, zoom) {
  return `${lat.toFixed(4)}_${lng.toFixed(4)}_${zoom.toFixed(2)}`;
}
