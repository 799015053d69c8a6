// The live map: one per mounted component, kept over Streamlit reruns.
// Python sends values of all waves once; stepping through years repaints by feature state only.
import { Backdrop } from "./backdrop.js";
import { frameOf as classesOf, levelAt, sparse } from "./classes.js";
import { zoomOf } from "./geometry.js";
import { startBox, startLasso } from "./gestures.js";
import { press } from "./keys.js";
import { Labels } from "./labels.js";
import { build, drawLegend, drawNote, drawTime, drawTitle } from "./panel.js";
import { UrlPosition } from "./url_position.js";
import { Player } from "./player.js";
import { Polygon } from "./polygon.js";
import { Pointer } from "./pointer.js";
import { MapLayers, frameOf, maplibre } from "./map_layers.js";
import { CanvasPreview } from "./canvas_preview.js";
import { snapshot } from "./snapshot.js";
import { GeometryCache } from "./geometry_cache.js";
import { Swipe } from "./swipe.js";

const SHOW_MS = 30;
const maps = new WeakMap();
const all = new Set();
const flown = new Map();

export default function render(component, base) {
  const root = component.parentElement;
  let live = maps.get(root);
  if (!live) {
    live = new Live(root, base);
    maps.set(root, live);
  }
  live.keep();
  live.update(component.data, component.setStateValue);
  return () => live.leave();
}

class Live {
  constructor(root, base) {
    this.root = root;
    this.base = base;
    this.shapes = new Map();
    this.selected = [];
    this.few = new Map(); // ids of near-empty areas per level
    this.people = new Map(); // the counts they were found in
    const { box, sheets } = build(base);
    root.append(...sheets, box);
    this.box = box;
    this.part = (name) => box.querySelector(`.${name}`);
    this.swipe = new Swipe(this);
    this.address = new UrlPosition(this);
    this.pointer = new Pointer(this);
    this.polygon = new Polygon(this);
    this.background = new Backdrop(this);
    this.player = new Player(this);
    this.stock = new GeometryCache(this);
    this.acts = {
      in: () => this.map?.zoomIn(), out: () => this.map?.zoomOut(), fit: () => this.fit(this.data.bounds),
      lasso: () => this.draw(), corners: () => this.polygon.toggle(), veil: () => this.setSwipe(this.swipeWave ? null : this.firstOther()),
      letters: () => this.toggleNames(), back: () => this.background.toggle(), shot: () => snapshot(this),
    };
    for (const [name, act] of Object.entries(this.acts)) this.part(name).onclick = act;
    box.addEventListener("keydown", (event) => press(this, event));
    this.watch = new ResizeObserver(() => { this.sketch?.redraw?.(); this.map?.resize(); this.swipe.resize(); this.labels?.draw(); });
    this.watch.observe(this.part("stage"));
    all.add(this);
  }

  update(data, setState) {
    const before = this.data;
    this.data = data;
    this.setState = setState;
    this.part("stage").style.height = `${data.height}px`;
    if (!before || before.order !== data.order) {
      this.wave = data.wave;
      this.selected = data.selected;
      this.background.wanted = Boolean(data.background);
      this.swipeWave = data.swipe;
      this.isolated = null;
    }
    if (!data.waves.includes(this.wave)) this.wave = data.wave;
    if (!before || before.named !== data.named) this.named = data.named;
    this.polygon.take(data);
    if (!this.map && !this.starting) this.starting = this.start();
    else if (this.ready) this.sync();
    this.drawPanel();
  }

  async start() {
    const status = this.part("status");
    try {
      const wanted = geometryOf(this.data);
      const { levels, shapes } = await this.stock.levels();
      if (this.gone) return;
      this.shapes = shapes;
      this.held = wanted;
      this.place = this.data.place;
      const kept = this.address.read();
      const view = kept ?? { bounds: this.data.bounds, fitBoundsOptions: { padding: frameOf(this.part("map")) } };
      await this.outline(levels, view);
      const lib = await maplibre(this.base);
      if (this.gone) return;
      this.lib = lib;
      this.sheet = new MapLayers(lib, this.part("map"), { levels, view, look: this.look() });
      this.map = this.sheet.map;
      this.background.attach(this.map);
      this.map.once("idle", () => this.settle());
      this.map.once("dragstart", () => this.sketch?.remove());
      await this.sheet.styled;
      if (this.gone) return;
      this.labels = new Labels(this);
      this.ready = true;
      this.address.moved = Boolean(kept);
      this.listen();
      this.sync();
      this.fly();
      status.hidden = true;
    } catch (error) {
      this.fail(error);
    }
  }

  // The coloured areas at once, on a canvas over the place of the map: the library takes longer to start.
  async outline(levels, view) {
    if (this.data.grid) return;
    const level = this.level(zoomOf(view, this.part("map")));
    const { shapes } = levels.find(({ id }) => id === level.id);
    const { palette, missing, sea } = this.look();
    this.sketch = new CanvasPreview(this.part("map"), view);
    this.sketch.draw(shapes, classesOf(level, this.data.waves, this.wave), [missing, ...palette], sea);
    this.part("status").hidden = true;
    this.box.dataset.sketched = "1";
    await new Promise((shown) => requestAnimationFrame(() => setTimeout(shown, SHOW_MS))); // the library holds the page
  }

  // What can wait until the map itself stands.
  settle() {
    this.sketch?.remove();
    this.box.dataset.ready = "1";
    this.stock.context();
    this.stock.refine();
    setTimeout(() => this.setState("drawn", true), 200);
  }

  fail(error) {
    this.sketch?.remove();
    const status = this.part("status");
    const noGl = /webgl/i.test(error.message ?? "");
    status.hidden = false;
    status.textContent = noGl
      ? "Deze browser heeft geen WebGL. Hieronder staat een eenvoudige kaart."
      : `De kaart kan niet worden getoond (${error.message}). De tabel naast de kaart werkt wel.`;
    this.box.dataset.error = error.message;
    if (noGl) this.part("stage").style.height = "3.2rem";
    this.setState("drawn", true);
    if (noGl) this.setState("failed", "webgl");
  }

  listen() {
    const { map } = this;
    this.pointer.attach(map); // first: the click that closes a polygon chooses no area
    this.polygon.attach(map);
    map.on("move", () => { this.labels.draw(); this.swipe.follow(); this.lead(); });
    map.on("moveend", () => {
      this.address.moved = true;
      this.address.note();
      this.stock.refine();
      this.noteLevel();
    });
    this.part("map").addEventListener("pointerdown", (event) => {
      if (event.shiftKey && !this.drawing && !this.polygon.busy) startBox(this, event);
    }, { capture: true });
    this.address.guard();
  }

  async sync() {
    const { sheet } = this;
    const wanted = geometryOf(this.data);
    if (wanted !== this.held) {
      let loaded;
      try {
        loaded = await this.stock.levels();
      } catch (error) {
        return this.fail(error);
      }
      if (this.gone || wanted !== geometryOf(this.data)) return; // a later view takes over
      if (wanted !== this.held) this.takeLevels(wanted, loaded);
    }
    sheet.restyle(this.look());
    sheet.isolate(this.isolated);
    this.fly();
    this.background.show();
    this.paint();
    this.hatch();
    this.mark();
    this.swipe.sync();
    this.polygon.show();
    this.drawPanel();
    this.labels.draw();
    this.noteLevel();
  }

  takeLevels(wanted, { levels, shapes }) {
    this.part("status").hidden = true;
    this.pointer.leave();
    this.shapes = shapes;
    this.held = wanted;
    this.stock.fine = new Set();
    this.few = new Map();
    this.people = new Map();
    this.sheet.setLevels(levels);
    this.swipe.sheet?.setLevels(levels);
    if (this.place !== this.data.place) this.fit(this.data.bounds);
    this.place = this.data.place;
    this.stock.context();
    this.stock.refine();
  }

  // Each wish of Python to bring an area into view is granted once, also after a visit to another page.
  fly() {
    const { fly, turn, place } = this.data;
    if (fly && flown.get(place) !== turn) this.fit(fly);
    flown.set(place, turn);
  }

  look() {
    const style = getComputedStyle(this.box);
    const sea = style.getPropertyValue("--st-secondary-background-color").trim() || "#e8edf1";
    const { palette, missing } = this.data;
    return { palette, missing, sea, border: "rgba(255, 255, 255, 0.75)" };
  }

  level(zoom = this.map?.getZoom() ?? 0) {
    return levelAt(this.data.levels, zoom);
  }

  frames(wave) {
    return this.data.levels.map((level) => [level.id, classesOf(level, this.data.waves, wave)]);
  }

  paint() {
    for (const [id, frame] of this.frames(this.wave)) this.sheet.paint(id, frame);
    const url = this.data.grid?.urls[this.wave];
    this.sheet.grid(url ? new URL(url, this.base).href : null, this.data.grid?.corners);
  }

  hatch() {
    for (const level of this.data.levels) {
      if (this.people.get(level.id) === level.people) continue;
      this.people.set(level.id, level.people);
      const ids = sparse(level, this.shapes.get(level.id).names.length, this.data.fewest);
      this.few.set(level.id, ids);
      this.sheet.hatch(level, ids);
    }
  }

  mark() {
    const places = (codes) => this.data.levels.flatMap(({ id }) => (
      id === this.level().id ? this.shapes.get(id).ids(codes).map((area) => [id, area]) : []));
    for (const sheet of [this.sheet, this.swipe.sheet]) {
      sheet?.emphasise("o", places(this.data.marked?.codes ?? []));
      sheet?.emphasise("s", places(this.selected));
    }
    this.part("lasso").setAttribute("aria-pressed", String(Boolean(this.drawing)));
  }

  choose(codes) {
    for (const live of [this, ...this.linked()]) {
      live.selected = codes;
      live.mark();
    }
    (this.data.quiet ? this.linked()[0] ?? this : this).tell();
  }

  draw() {
    if (!this.ready) return;
    if (this.polygon.busy) this.polygon.stop();
    this.drawing = !this.drawing;
    if (this.drawing) startLasso(this);
    else this.stopDrawing?.();
    this.mark();
  }

  // What the user did counts for the view it was done in: Python ignores it for another order.
  tell() {
    clearTimeout(this.telling);
    const { wave, selected, swipeWave, named } = this;
    this.setState("user", {
      order: this.data.order, wave, selected, background: this.background.wanted, swipe: swipeWave ?? null,
      level: this.level().id, named: Boolean(named), drawn: this.polygon.finished,
    });
  }

  noteLevel() {
    const { id } = this.level();
    if (this.data.levels.length < 2 || id === this.told) return;
    this.told = id;
    this.hatch();
    this.mark();
    drawLegend(this);
    this.tell();
  }

  isolate(number) {
    this.isolated = number;
    this.sheet?.isolate(number);
    this.swipe.sheet?.isolate(number);
    drawLegend(this);
  }

  firstOther() {
    const { waves } = this.data;
    return this.wave === waves[0] ? waves.at(-1) : waves[0];
  }

  setSwipe(wave) {
    if (!this.ready || (wave && this.data.waves.length < 2)) return;
    this.swipeWave = wave;
    this.swipe.sync();
    this.drawPanel();
    this.tell();
  }

  toggleNames() {
    this.named = !this.named;
    this.labels?.draw();
    this.part("letters").setAttribute("aria-pressed", String(Boolean(this.named)));
    this.tell();
  }

  fit(bounds) {
    this.sheet?.fit(bounds);
  }

  drawNote() {
    drawNote(this);
  }

  drawPanel() {
    drawTime(this);
    drawTitle(this);
    drawLegend(this);
    this.drawNote();
    this.part("veil").setAttribute("aria-pressed", String(Boolean(this.swipeWave)));
    this.part("corners").hidden = !this.data.draws;
    this.part("veil").disabled = this.data.waves.length < 2 || Boolean(this.data.grid);
    this.part("letters").setAttribute("aria-pressed", String(Boolean(this.named)));
  }

  linked() {
    return [...all].filter((other) => other !== this && other.ready && this.data.group && other.data.group === this.data.group);
  }

  // Maps that belong together show the same place.
  lead() {
    if (this.led) return;
    for (const other of this.linked()) {
      other.led = true;
      other.map.jumpTo({ center: this.map.getCenter(), zoom: this.map.getZoom() });
      other.led = false;
    }
  }

  keep() {
    clearTimeout(this.leaving);
  }

  // Streamlit may call the cleanup and render again at once: wait before taking the map down.
  leave() {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => {
      this.gone = true;
      clearTimeout(this.telling);
      clearInterval(this.player.playing);
      this.address.stop();
      this.watch.disconnect();
      this.swipe.remove();
      this.map?.remove();
      maps.delete(this.root);
      all.delete(this);
      this.box.remove();
    }, 400);
  }
}

function geometryOf(data) {
  return data.levels.map((level) => level.geometry).join();
}
