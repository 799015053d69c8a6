// What the pointer does on the map: the label of an area or a cell, choosing with a click or within a shape.
import { drawTip, element, placeTip } from "./panel.js";
import { fetchJson } from "./shapes.js";

export class Pointer {
  constructor(live) {
    this.live = live;
  }

  attach(map) {
    map.on("mousemove", (event) => this.hover(event));
    map.on("mouseout", () => this.leave());
    map.on("click", (event) => this.click(event));
  }

  // The label follows the wave on the map.
  redraw() {
    if (this.tip) drawTip(this.live, this.tip.level, this.tip.id, this.tip.point);
  }

  click(event) {
    if (this.live.drawing || this.live.dragged || this.live.polygon.taken) return;
    const hit = this.at(event.point);
    if (!hit) return;
    const { c: code } = this.live.shapes.get(hit.level.id).names[hit.id];
    const chosen = this.live.selected.includes(code);
    if (event.originalEvent.shiftKey) {
      this.live.choose(chosen ? this.live.selected.filter((c) => c !== code) : [...this.live.selected, code]);
    } else {
      this.live.choose(chosen && this.live.selected.length === 1 ? [] : [code]);
    }
  }

  at(point) {
    const level = this.live.level();
    const [hit] = this.live.map.queryRenderedFeatures(point, { layers: [`fill-${level.id}`] });
    return hit ? { level, id: hit.id } : null;
  }

  hover(event) {
    if (this.live.drawing || this.live.dragged || this.live.polygon.busy) return;
    if (this.live.data.grid) return void this.probe(event);
    const hit = this.at(event.point);
    if (!hit) return void this.leave();
    this.live.map.getCanvas().style.cursor = "pointer";
    if (hit.id !== this.hovered?.id || hit.level.id !== this.hovered.level.id) {
      this.unmark();
      this.hovered = hit;
      this.live.sheet.emphasise("h", [[hit.level.id, hit.id]]);
    }
    this.tip = { ...hit, point: event.point };
    drawTip(this.live, hit.level, hit.id, event.point);
  }

  // The value of the 100 m cell under the pointer: asked for when the pointer rests.
  probe(event) {
    clearTimeout(this.probing);
    this.live.part("tip").style.display = "none";
    const asked = this.asked = (this.asked ?? 0) + 1;
    this.probing = setTimeout(async () => {
      const { lng, lat } = event.lngLat;
      const url = new URL(`${this.live.data.grid.probe}&lng=${lng.toFixed(6)}&lat=${lat.toFixed(6)}&jaar=${this.live.wave}`, this.live.base);
      const cell = await fetchJson(url).catch(() => null);
      if (!cell?.found || asked !== this.asked) return;
      this.live.part("tip").replaceChildren(element("b", "", cell.title), element("div", "", cell.text));
      placeTip(this.live, event.point);
    }, 80);
  }

  unmark() {
    if (this.hovered) this.live.sheet.emphasise("h", []);
    this.hovered = null;
  }

  leave() {
    clearTimeout(this.probing);
    this.asked = (this.asked ?? 0) + 1;
    this.live.map.getCanvas().style.cursor = this.live.polygon.busy ? "crosshair" : "";
    this.unmark();
    this.tip = null;
    this.live.part("tip").style.display = "none";
  }

  // Areas whose label point lies inside a shape on the screen are chosen, besides what was chosen.
  chooseWithin(contains) {
    const level = this.live.level();
    const found = this.live.shapes.get(level.id).names.filter((name) => contains(this.live.map.project(name.p))).map((name) => name.c);
    this.live.choose([...new Set([...this.live.selected, ...found])]);
  }
}
