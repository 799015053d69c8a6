// Drawing a polygon corner by corner, in places on the earth: the map can be moved and zoomed meanwhile.
const NEAR = 14; // pixels within which a click is on the first corner
const FEWEST = 3, MOST = 400;
const DOUBLE = 500; // milliseconds in which the second click of a double click can follow
const HINT = "Klik op elke hoek van het vlak. Klaar: klik op de eerste hoek of druk op Enter. Hoek terug: Backspace. Stop: Esc, of nog eens ⬠.";

export class Polygon {
  #on;
  #map;
  #corners = null; // being drawn
  #ring = null; // drawn, or given by Python
  #given;
  #finished = null;
  #taken = false;
  #waiting;

  // on.draw(line, closed, corners) puts it on the map, on.settled() when drawing starts or stops, on.finished()
  constructor(on) {
    this.#on = on;
  }

  get hint() {
    return this.busy ? HINT : "";
  }

  get busy() {
    return this.#corners !== null;
  }

  // What was last drawn here, with its turn: Python takes each turn once.
  get finished() {
    return this.#finished;
  }

  // Whether clicks are of the polygon: while drawing, and just after.
  get taken() {
    return this.#taken;
  }

  attach(map) {
    this.#map = map;
    map.on("click", (event) => this.busy && this.#add(event));
    map.on("dblclick", (event) => {
      if (!this.#taken) return;
      event.preventDefault(); // no zoom
      if (this.busy) this.finish();
    });
    map.on("mousemove", (event) => this.busy && this.show(event.lngLat));
  }

  // What Python holds counts from the moment that it changes.
  take(drawn) {
    const given = JSON.stringify(drawn ?? null);
    if (given === this.#given) return;
    this.#given = given;
    this.#ring = drawn;
    if (this.#map) this.show();
  }

  start() {
    this.#corners = [];
    clearTimeout(this.#waiting);
    this.#taken = true;
    this.#settle();
  }

  stop() {
    this.#corners = null;
    this.#waiting = setTimeout(() => { this.#taken = false; }, DOUBLE);
    this.#settle();
  }

  #settle() {
    this.#on.settled();
    this.show();
  }

  #add({ lngLat, point }) {
    const corners = this.#corners;
    const [first] = corners;
    if (first && corners.length >= FEWEST) {
      const { x, y } = this.#map.project(first);
      if (Math.hypot(x - point.x, y - point.y) < NEAR) return void this.finish();
    }
    const corner = [+lngLat.lng.toFixed(6), +lngLat.lat.toFixed(6)];
    if (String(corner) !== String(corners.at(-1)) && corners.length < MOST) corners.push(corner);
    this.show();
  }

  back() {
    this.#corners.pop();
    this.show();
  }

  finish() {
    if (this.#corners.length < FEWEST) return;
    this.#ring = this.#corners;
    this.#finished = { turn: Date.now(), ring: this.#ring };
    this.stop();
    this.#on.finished();
  }

  show(pointer) {
    const line = this.busy ? [...this.#corners, ...(pointer ? [[pointer.lng, pointer.lat]] : [])] : this.#ring ?? [];
    const closed = !this.busy && line.length >= FEWEST;
    this.#on.draw(closed ? [...line, line[0]] : line, closed, this.busy ? this.#corners : []);
  }
}
