// What the pointer does on the map: the label of an area or a cell, choosing with a click or within a shape.
import { fetchJson } from "./shapes.js";

const REST_MS = 80;

export class Pointer {
  #state;
  #base;
  #tip;
  #at;
  #taken;
  #on;
  #map;
  #hovered = null; // the area with an outline
  #shown = null; // the area with a label, and where
  #probing;
  #asked = 0;

  // at: { level(), name(level, id), names(level) }; taken: { clicks(), hovering(), crosshair() } by a drawing;
  // on.outline(places), on.chosen(codes)
  constructor({ state, base, tip, at, taken, on }) {
    this.#state = state;
    this.#base = base;
    this.#tip = tip;
    this.#at = at;
    this.#taken = taken;
    this.#on = on;
  }

  attach(map) {
    this.#map = map;
    map.on("mousemove", (event) => this.#hover(event));
    map.on("mouseout", () => this.leave());
    map.on("click", (event) => this.#click(event));
  }

  // The label follows the wave on the map.
  redraw() {
    if (this.#shown) this.#label(this.#shown);
  }

  #label({ level, id, point }) {
    this.#tip.area(level, id, this.#at.name(level, id), point);
  }

  #click(event) {
    if (this.#taken.clicks()) return;
    this.#tell(event.lngLat);
    if (this.#state.asksPlace) return;
    const hit = this.#hit(event.point);
    if (!hit) return;
    const { c: code } = this.#at.name(hit.level, hit.id);
    this.#on.chosen(this.#state.afterClick(code, event.originalEvent.shiftKey));
  }

  // Pages around the map may ask for a place: the event comes out of the shadow root.
  #tell({ lng, lat }) {
    const told = new CustomEvent("place", { bubbles: true, composed: true, detail: { lng, lat } });
    this.#map.getContainer().dispatchEvent(told);
  }

  #hit(point) {
    const level = this.#at.level();
    const [hit] = this.#map.queryRenderedFeatures(point, { layers: [`fill-${level.id}`] });
    return hit ? { level, id: hit.id } : null;
  }

  #hover(event) {
    if (this.#taken.hovering() || this.#state.asksPlace) return;
    if (this.#state.data.grid) return void this.#probe(event);
    const hit = this.#hit(event.point);
    if (!hit) return void this.leave();
    this.#map.getCanvas().style.cursor = "pointer";
    if (hit.id !== this.#hovered?.id || hit.level.id !== this.#hovered.level.id) {
      this.#unmark();
      this.#hovered = hit;
      this.#on.outline([[hit.level.id, hit.id]]);
    }
    this.#shown = { ...hit, point: event.point };
    this.#label(this.#shown);
  }

  // The value of the 100 m cell under the pointer: asked for when the pointer rests.
  #probe(event) {
    if (!this.#state.data.grid.probe) return; // the map of a stage asks nobody
    clearTimeout(this.#probing);
    this.#tip.hide();
    const asked = this.#asked += 1;
    this.#probing = setTimeout(async () => {
      const { lng, lat } = event.lngLat;
      const { data, wave } = this.#state;
      const url = new URL(`${data.grid.probe}&lng=${lng.toFixed(6)}&lat=${lat.toFixed(6)}&jaar=${wave}`, this.#base);
      const cell = await fetchJson(url).catch(() => null);
      if (!cell?.found || asked !== this.#asked) return; // the pointer has moved on
      this.#tip.text(cell.title, cell.text, event.point);
    }, REST_MS);
  }

  #unmark() {
    if (this.#hovered) this.#on.outline([]);
    this.#hovered = null;
  }

  leave() {
    clearTimeout(this.#probing);
    this.#asked += 1;
    this.#map.getCanvas().style.cursor = this.#taken.crosshair() ? "crosshair" : "";
    this.#unmark();
    this.#shown = null;
    this.#tip.hide();
  }

  // Areas of the place whose label point lies inside a shape on the screen are chosen, with shift
  // besides what was chosen.
  chooseWithin(contains, shift) {
    const level = this.#at.level();
    const within = this.#at.names(level).filter((_, id) => level.outside?.[id] !== "1");
    const found = within.filter((name) => contains(this.#map.project(name.p))).map((name) => name.c);
    this.#on.chosen(shift ? this.#state.with(found) : found);
  }
}
