// Two waves in one picture: a second map above the first, cut off at a handle.

export class Swipe {
  #parts;
  #state;
  #source;
  #opened;
  #layers = null;
  #opening = false;

  // parts: elements box, stage, frame, container, handle; source: { held(), open(container), where(), look(), gone() };
  // opened() when the second map stands
  constructor({ parts, state, source, opened }) {
    this.#parts = parts;
    this.#state = state;
    this.#source = source;
    this.#opened = opened;
    parts.handle.addEventListener("input", () => this.#cut());
  }

  // The second map, or null.
  get layers() {
    return this.#layers;
  }

  // Its canvas and how much of it is cut off (0 to 1), or null.
  get picture() {
    if (!this.#layers) return null;
    return { canvas: this.#layers.map.getCanvas(), part: Number(this.#parts.handle.value) / 100 };
  }

  sync() {
    const on = this.#state.keepSwipe();
    this.#parts.frame.hidden = !on;
    this.#parts.handle.hidden = !on;
    if (!on) return void this.remove();
    if (!this.#layers) return void this.#open();
    this.#layers.restyle(this.#source.look());
    this.#layers.isolate(this.#state.isolated);
    this.#paint();
    this.#cut();
  }

  async #open() {
    if (this.#opening) return;
    this.#opening = true;
    const state = this.#state, source = this.#source;
    try {
      const held = source.held();
      const layers = await source.open(this.#parts.container);
      if (!layers) return;
      for (const handler of ["dragPan", "scrollZoom", "doubleClickZoom", "touchZoomRotate"]) layers.map[handler].disable();
      await layers.styled;
      if (source.gone() || !state.swipeWave || held !== source.held()) return void layers.map.remove();
      this.#layers = layers;
    } catch {
      state.swipe(null); // the geometry did not come; the first map says so itself
      return;
    } finally {
      this.#opening = false;
    }
    this.follow();
    this.#paint();
    this.#cut();
    this.#layers.isolate(state.isolated);
    this.#opened();
    this.#layers.map.once("idle", () => { this.#parts.box.dataset.swipe = "1"; });
  }

  #paint() {
    for (const level of this.#state.data.levels) this.#layers.bound(level.id, level.outside ?? null);
    for (const [id, frame] of this.#state.frames(this.#state.swipeWave)) this.#layers.paint(id, frame);
  }

  #cut() {
    const { frame, stage, handle } = this.#parts;
    const part = Number(handle.value);
    frame.style.clipPath = `inset(0 0 0 ${part}%)`;
    stage.style.setProperty("--cut", `${part}%`);
    handle.setAttribute("aria-valuetext", `links ${this.#state.wave}, rechts ${this.#state.swipeWave}`);
  }

  // Put the handle at a hundredth.
  cutAt(part) {
    this.#parts.handle.value = part;
    this.#cut();
  }

  // Move the handle by some hundredths.
  slide(by) {
    const { handle } = this.#parts;
    this.cutAt(Number(handle.value) + by);
  }

  follow() {
    this.#layers?.map.jumpTo(this.#source.where());
  }

  resize() {
    this.#layers?.map.resize();
  }

  remove() {
    this.#layers?.map.remove();
    this.#layers = null;
    delete this.#parts.box.dataset.swipe;
  }
}
