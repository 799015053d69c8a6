// Two waves in one picture: a second map above the first, cut off at a handle.
import { MapLayers } from "./map_layers.js";

export class Swipe {
  constructor(live) {
    this.live = live;
    this.handle = live.part("handle");
    this.handle.addEventListener("input", () => this.cut());
  }

  sync() {
    const { live } = this;
    const on = Boolean(live.swipeWave) && live.data.waves.includes(live.swipeWave) && !live.data.grid;
    if (!on) live.swipeWave = null;
    live.part("swipe").hidden = !on;
    this.handle.hidden = !on;
    if (!on) return void this.remove();
    if (!this.sheet) return void this.open();
    this.sheet.restyle(live.look());
    this.sheet.isolate(live.isolated);
    this.paint();
    this.cut();
  }

  async open() {
    const { live } = this;
    if (this.opening) return;
    this.opening = true;
    try {
      const held = live.held;
      const { levels } = await live.stock.levels();
      if (live.gone || !live.swipeWave) return;
      const view = { center: live.map.getCenter(), zoom: live.map.getZoom() };
      const sheet = new MapLayers(live.lib, live.part("map2"), { levels, view, look: live.look() });
      for (const handler of ["dragPan", "scrollZoom", "doubleClickZoom", "touchZoomRotate"]) sheet.map[handler].disable();
      await sheet.styled;
      if (live.gone || !live.swipeWave || held !== live.held) return void sheet.map.remove();
      this.sheet = sheet;
    } catch {
      live.swipeWave = null; // the geometry did not come; the first map says so itself
      return;
    } finally {
      this.opening = false;
    }
    this.follow();
    this.paint();
    this.cut();
    this.sheet.isolate(live.isolated);
    live.mark();
    this.sheet.map.once("idle", () => { live.box.dataset.swipe = "1"; });
  }

  paint() {
    for (const [id, frame] of this.live.frames(this.live.swipeWave)) this.sheet.paint(id, frame);
  }

  cut() {
    const part = Number(this.handle.value);
    this.live.part("swipe").style.clipPath = `inset(0 0 0 ${part}%)`;
    this.live.part("stage").style.setProperty("--cut", `${part}%`);
    this.handle.setAttribute("aria-valuetext", `links ${this.live.wave}, rechts ${this.live.swipeWave}`);
  }

  follow() {
    this.sheet?.map.jumpTo({ center: this.live.map.getCenter(), zoom: this.live.map.getZoom() });
  }

  resize() {
    this.sheet?.map.resize();
  }

  remove() {
    this.sheet?.map.remove();
    this.sheet = null;
    delete this.live.box.dataset.swipe;
  }
}
