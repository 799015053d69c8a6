// Choosing areas by drawing: a lasso (also by touch), or a box with shift.
import { boxTo, extent, inside } from "./geometry.js";

const SMALLEST = 8; // pixels: less is a click

export class Gestures {
  #surface;
  #stage;
  #svg;
  #on;
  #map;
  #drawing = false;
  #dragged = false;
  #stop;

  // surface, stage, svg: elements; on.starts() before the lasso goes on or off, on.chosen(contains), on.toggled()
  constructor({ surface, stage, svg, on }) {
    this.#surface = surface;
    this.#stage = stage;
    this.#svg = svg;
    this.#on = on;
  }

  attach(map) {
    this.#map = map;
  }

  // Whether the lasso is on.
  get drawing() {
    return this.#drawing;
  }

  // Whether clicks and hovering are of a drawing.
  get busy() {
    return this.#drawing || this.#dragged;
  }

  toggle() {
    this.#on.starts();
    this.#drawing = !this.#drawing;
    if (this.#drawing) this.#lasso();
    else this.#stop?.();
    this.#on.toggled();
  }

  #lasso() {
    const map = this.#map, surface = this.#surface;
    const { cooperativeGestures: hands } = map, twoFingers = hands.isEnabled();
    hands.disable();
    map.dragPan.disable();
    map.getCanvas().style.cursor = "crosshair";
    const touched = [map.getCanvas(), map.getCanvasContainer()];
    for (const part of touched) part.style.touchAction = "none"; // a finger draws, and does not scroll the page
    const down = (event) => {
      const done = (drawn) => (drawn ? this.toggle() : this.#hide());
      if (event.isPrimary) this.#trace(event, (points, point) => [...points, point], done);
    };
    surface.addEventListener("pointerdown", down, { capture: true });
    this.#stop = () => {
      surface.removeEventListener("pointerdown", down, { capture: true });
      map.dragPan.enable();
      if (twoFingers) hands.enable();
      map.getCanvas().style.cursor = "";
      for (const part of touched) part.style.touchAction = "";
      this.#hide();
    };
  }

  box(event) {
    if (!event.isPrimary) return;
    this.#map.dragPan.disable();
    this.#trace(event, boxTo, () => { this.#map.dragPan.enable(); this.#hide(); });
  }

  #trace(first, add, done) {
    const stage = this.#stage.getBoundingClientRect();
    const place = (event) => [event.clientX - stage.left, event.clientY - stage.top];
    let points = [place(first)];
    const move = (event) => {
      if (event.pointerId !== first.pointerId) return;
      points = add(points, place(event));
      this.#svg.removeAttribute("hidden");
      this.#svg.firstElementChild.setAttribute("d", `M${points.map((p) => p.join(",")).join("L")}Z`);
    };
    const up = (event) => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", up);
      const dragged = event.type !== "pointercancel" && points.length > 2 && Math.hypot(...extent(points)) > SMALLEST;
      if (dragged) {
        this.#dragged = true; // the click that ends a drag is no click
        setTimeout(() => { this.#dragged = false; }, 50);
        this.#on.chosen((spot) => inside(points, spot));
      }
      done(dragged);
    };
    // On the window: a drag may leave the map before it ends.
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", up);
  }

  #hide() {
    this.#svg.setAttribute("hidden", "");
    this.#svg.firstElementChild.removeAttribute("d");
  }
}
