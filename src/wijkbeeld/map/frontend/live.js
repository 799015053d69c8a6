// The live map: one per mounted component, kept over Streamlit reruns.
// Python sends values of all waves once; stepping through years repaints by feature state only.
import { startBox, startLasso } from "./gestures.js";
import { Labels } from "./labels.js";
import { build, drawLegend, drawNote, drawTime, drawTip, drawTitle, element, placeTip } from "./panel.js";
import { Shapes, fetchJson } from "./shapes.js";
import { FRAME, Sheet, maplibre } from "./sheet.js";
import { snapshot } from "./snapshot.js";
import { Swipe } from "./swipe.js";
import { count } from "./values.js";

const DETAIL_FROM = 8.5, STEP_MS = 500, TELL_MS = 250;
const maps = new WeakMap();
const all = new Set();
const flown = new Map();
const shapesOf = new Map(); // geometry that was fetched stays at hand in this tab

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
    const { box, sheets } = build(base);
    root.append(...sheets, box);
    this.box = box;
    this.part = (name) => box.querySelector(`.${name}`);
    this.swipe = new Swipe(this);
    this.acts = {
      in: () => this.map?.zoomIn(), out: () => this.map?.zoomOut(), fit: () => this.fit(this.data.bounds),
      lasso: () => this.draw(), veil: () => this.setSwipe(this.swipeWave ? null : this.firstOther()),
      letters: () => this.toggleNames(), back: () => this.toggleBackdrop(), shot: () => snapshot(this),
    };
    for (const [name, act] of Object.entries(this.acts)) this.part(name).onclick = act;
    box.addEventListener("keydown", (event) => this.key(event));
    this.watch = new ResizeObserver(() => { this.map?.resize(); this.swipe.resize(); this.labels?.draw(); });
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
      this.background = data.background;
      this.swipeWave = data.swipe;
      this.isolated = null;
    }
    if (!data.waves.includes(this.wave)) this.wave = data.wave;
    if (!before || before.named !== data.named) this.named = data.named;
    if (!this.map && !this.starting) this.starting = this.start();
    else if (this.ready) this.sync();
    this.drawPanel();
  }

  async start() {
    const status = this.part("status");
    try {
      const wanted = geometryOf(this.data);
      const [lib, { levels, shapes }] = await Promise.all([maplibre(this.base), this.loadLevels()]);
      if (this.gone) return;
      this.shapes = shapes;
      this.held = wanted;
      this.place = this.data.place;
      const kept = this.viewFromUrl();
      const view = kept ?? { bounds: this.data.bounds, fitBoundsOptions: { padding: FRAME } };
      this.lib = lib;
      this.sheet = new Sheet(lib, this.part("map"), { levels, view, look: this.look() });
      this.map = this.sheet.map;
      this.map.on("error", (event) => this.trouble(event));
      this.map.once("idle", () => this.settle());
      await this.sheet.styled;
      if (this.gone) return;
      this.labels = new Labels(this);
      this.ready = true;
      this.moved = Boolean(kept);
      this.listen();
      this.sync();
      this.fly();
      status.hidden = true;
    } catch (error) {
      this.fail(error);
    }
  }

  // What can wait until the first coloured picture stands.
  settle() {
    this.box.dataset.ready = "1";
    this.loadContext();
    this.refine();
    setTimeout(() => this.setState("drawn", true), 200);
  }

  fail(error) {
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

  async loadLevels() {
    const found = new Map();
    const levels = await Promise.all(this.data.levels.map(async (level) => {
      const key = level.geometry;
      if (!shapesOf.has(key)) shapesOf.set(key, new Shapes(level, this.base));
      const shapes = shapesOf.get(key);
      shapes.polygons ??= shapes.first();
      try {
        return { ...level, shapes: shapes.refined ?? (await shapes.polygons) };
      } catch (error) {
        shapesOf.delete(key);
        throw error;
      } finally {
        found.set(level.id, shapes);
      }
    }));
    return { levels, shapes: found };
  }

  async loadContext() {
    const { data } = this;
    if (this.context === `${data.outline} ${data.water}`) return;
    this.context = `${data.outline} ${data.water}`;
    for (const [id, url] of [["outline", data.outline], ["water", data.water]]) {
      const shapes = url ? await fetchJson(new URL(url, this.base)).catch(() => null) : null;
      if (!this.box.isConnected) return;
      this.sheet.setShapes(id, shapes);
      if (id === "outline") this.labels.towns = (shapes?.features ?? []).map((feature) => feature.properties);
    }
    this.labels.draw();
  }

  // Coarse outlines give way to all detail once the user looks closer.
  async refine() {
    if (this.map.getZoom() < DETAIL_FROM) return;
    const level = this.level(), shapes = this.shapes.get(level.id);
    if (shapes.refined) return this.useFine(level.id, shapes);
    if (shapes.fine) return;
    try {
      shapes.refined = await shapes.detail();
    } catch {
      shapes.fine = false; // tried again at the next move
      return;
    }
    this.useFine(level.id, shapes);
  }

  useFine(id, shapes) {
    if (this.fine?.has(shapes) || this.shapes.get(id) !== shapes) return;
    (this.fine ??= new Set()).add(shapes);
    this.sheet.setShapes(id, shapes.refined);
    this.swipe.sheet?.setShapes(id, shapes.refined);
    this.mark();
  }

  listen() {
    const { map } = this;
    map.on("mousemove", (event) => this.hover(event));
    map.on("mouseout", () => this.unhover());
    map.on("click", (event) => this.click(event));
    map.on("move", () => { this.labels.draw(); this.swipe.follow(); this.lead(); });
    map.on("moveend", () => {
      this.moved = true;
      this.viewToUrl();
      this.refine();
      this.noteLevel();
    });
    this.part("map").addEventListener("pointerdown", (event) => {
      if (event.shiftKey && !this.drawing) startBox(this, event);
    }, { capture: true });
    // Streamlit writes its own query string after a run: put the view of the map back into it.
    this.guard = setInterval(() => {
      if (this.moved && !new URLSearchParams(location.search).has("kaart")) this.viewToUrl();
    }, 500);
  }

  async sync() {
    const { sheet } = this;
    const wanted = geometryOf(this.data);
    if (wanted !== this.held) {
      let loaded;
      try {
        loaded = await this.loadLevels();
      } catch (error) {
        return this.fail(error);
      }
      if (this.gone || wanted !== geometryOf(this.data)) return; // a later view takes over
      if (wanted !== this.held) this.takeLevels(wanted, loaded);
    }
    const { data } = this;
    sheet.restyle(this.look());
    sheet.isolate(this.isolated);
    this.fly();
    this.backdrop();
    this.paint();
    this.hatch();
    this.mark();
    this.swipe.sync();
    this.drawPanel();
    this.labels.draw();
    this.noteLevel();
  }

  takeLevels(wanted, { levels, shapes }) {
    this.part("status").hidden = true;
    this.unhover();
    this.shapes = shapes;
    this.held = wanted;
    this.fine = new Set();
    this.hatches = new Map();
    this.sheet.setLevels(levels);
    this.swipe.sheet?.setLevels(levels);
    if (this.place !== this.data.place) this.fit(this.data.bounds);
    this.place = this.data.place;
    this.loadContext();
    this.refine();
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

  level() {
    const zoom = this.map?.getZoom() ?? 0;
    const { levels } = this.data;
    return levels.find((level) => zoom >= level.from && zoom < level.to) ?? levels.at(-1);
  }

  frames(wave) {
    const place = this.data.waves.indexOf(wave);
    return this.data.levels.map((level) => [level.id, level.classes[place] ?? ""]);
  }

  paint() {
    for (const [id, frame] of this.frames(this.wave)) this.sheet.paint(id, frame);
    const url = this.data.grid?.urls[this.wave];
    this.sheet.grid(url ? new URL(url, this.base).href : null, this.data.grid?.corners);
  }

  hatch() {
    const { fewest } = this.data;
    this.few = new Map();
    for (const level of this.data.levels) {
      const ids = [];
      const total = this.shapes.get(level.id).names.length;
      for (let id = 0; id < total && level.people; id++) {
        const people = count(level, id);
        if (people !== null && people < fewest) ids.push(id);
      }
      const key = `${level.geometry} ${ids.join()}`;
      this.hatches ??= new Map();
      if (this.hatches.get(level.id) !== key) this.sheet.hatch(level, ids);
      this.hatches.set(level.id, key);
      this.few.set(level.id, ids);
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

  click(event) {
    if (this.drawing || this.dragged) return;
    const hit = this.at(event.point);
    if (!hit) return;
    const { c: code } = this.shapes.get(hit.level.id).names[hit.id];
    const chosen = this.selected.includes(code);
    if (event.originalEvent.shiftKey) {
      this.choose(chosen ? this.selected.filter((c) => c !== code) : [...this.selected, code]);
    } else {
      this.choose(chosen && this.selected.length === 1 ? [] : [code]);
    }
  }

  choose(codes) {
    for (const live of [this, ...this.linked()]) {
      live.selected = codes;
      live.mark();
    }
    (this.data.quiet ? this.linked()[0] ?? this : this).tell();
  }

  at(point) {
    const level = this.level();
    const [hit] = this.map.queryRenderedFeatures(point, { layers: [`fill-${level.id}`] });
    return hit ? { level, id: hit.id } : null;
  }

  // Areas whose label point lies inside a shape on the screen are chosen, besides what was chosen.
  chooseWithin(contains) {
    const level = this.level();
    const found = this.shapes.get(level.id).names.filter((name) => contains(this.map.project(name.p))).map((name) => name.c);
    this.choose([...new Set([...this.selected, ...found])]);
  }

  draw() {
    if (!this.ready) return;
    this.drawing = !this.drawing;
    if (this.drawing) startLasso(this);
    else this.stopDrawing?.();
    this.mark();
  }

  // What the user did counts for the view it was done in: Python ignores it for another order.
  tell() {
    clearTimeout(this.telling);
    const { wave, selected, background, swipeWave, named } = this;
    this.setState("user", {
      order: this.data.order, wave, selected, background: Boolean(background), swipe: swipeWave ?? null,
      level: this.level().id, named: Boolean(named),
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

  step(wave) {
    if (!this.data.waves.includes(wave) || wave === this.wave) return;
    this.wave = wave;
    if (this.ready) {
      this.paint();
      this.map.once("idle", () => { this.box.dataset.shown = this.wave; });
    }
    this.drawPanel();
    if (this.lastTip) drawTip(this, this.lastTip.level, this.lastTip.id, this.lastTip.point);
    clearTimeout(this.telling);
    if (!this.playing && !this.data.quiet) this.telling = setTimeout(() => this.tell(), TELL_MS);
    if (this.data.group === "waves") for (const other of this.linked()) other.step(wave);
  }

  next(direction) {
    const { waves } = this.data;
    const place = waves.indexOf(this.wave) + direction;
    if (place >= 0 && place < waves.length) this.step(waves[place]);
    return place >= 0 && place < waves.length;
  }

  play() {
    if (this.playing) return this.stop();
    const first = this.wave === this.data.waves.at(-1);
    this.playing = setInterval(() => { if (!this.next(1)) this.stop(); }, STEP_MS);
    if (first) this.step(this.data.waves[0]);
    return drawTime(this);
  }

  // While it plays nothing is sent; table and sentence follow when it stops.
  stop() {
    if (!this.playing) return;
    clearInterval(this.playing);
    this.playing = null;
    drawTime(this);
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

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || ["INPUT", "SELECT"].includes(event.target.tagName)) return;
    const pan = { ArrowLeft: [-90, 0], ArrowRight: [90, 0], ArrowUp: [0, -90], ArrowDown: [0, 90] }[event.key];
    const { acts } = this;
    const keys = {
      ArrowRight: () => this.next(1), ArrowLeft: () => this.next(-1), PageDown: () => this.next(1), PageUp: () => this.next(-1),
      "+": acts.in, "=": acts.in, "-": acts.out, 0: acts.fit, p: () => this.play(), a: acts.back,
      l: acts.lasso, v: acts.veil, n: acts.letters, s: acts.shot,
      Escape: () => (this.drawing ? this.draw() : this.selected.length && this.choose([])),
    };
    const act = event.shiftKey && pan ? () => this.map?.panBy(pan) : keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  hover(event) {
    if (this.drawing || this.dragged) return;
    if (this.data.grid) return void this.probe(event);
    const hit = this.at(event.point);
    if (!hit) return void this.unhover();
    this.map.getCanvas().style.cursor = "pointer";
    if (hit.id !== this.hovered?.id || hit.level.id !== this.hovered.level.id) {
      this.unmarkHover();
      this.hovered = hit;
      this.sheet.emphasise("h", [[hit.level.id, hit.id]]);
    }
    this.lastTip = { ...hit, point: event.point };
    drawTip(this, hit.level, hit.id, event.point);
  }

  // The value of the 100 m cell under the pointer: asked for when the pointer rests.
  probe(event) {
    clearTimeout(this.probing);
    this.part("tip").style.display = "none";
    const asked = this.asked = (this.asked ?? 0) + 1;
    this.probing = setTimeout(async () => {
      const { lng, lat } = event.lngLat;
      const url = new URL(`${this.data.grid.probe}&lng=${lng.toFixed(6)}&lat=${lat.toFixed(6)}&jaar=${this.wave}`, this.base);
      const cell = await fetchJson(url).catch(() => null);
      if (!cell?.found || asked !== this.asked) return;
      this.part("tip").replaceChildren(element("b", "", cell.title), element("div", "", cell.text));
      placeTip(this, event.point);
    }, 80);
  }

  unmarkHover() {
    if (this.hovered) this.sheet.emphasise("h", []);
    this.hovered = null;
  }

  unhover() {
    clearTimeout(this.probing);
    this.asked = (this.asked ?? 0) + 1;
    this.map.getCanvas().style.cursor = "";
    this.unmarkHover();
    this.lastTip = null;
    this.part("tip").style.display = "none";
  }

  fit(bounds) {
    this.sheet?.fit(bounds);
  }

  toggleBackdrop() {
    this.background = !this.background;
    this.refused = false;
    this.backdrop();
    this.tell();
  }

  backdrop() {
    this.sheet.backdrop(Boolean(this.background) && !this.refused);
    this.part("back").setAttribute("aria-pressed", String(Boolean(this.background)));
    drawNote(this);
  }

  trouble(event) {
    if (event.sourceId !== "backdrop") return;
    this.refused = true;
    this.sheet.backdrop(false);
    drawNote(this);
  }

  drawPanel() {
    drawTime(this);
    drawTitle(this);
    drawLegend(this);
    drawNote(this);
    this.part("veil").setAttribute("aria-pressed", String(Boolean(this.swipeWave)));
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

  viewFromUrl() {
    const text = new URLSearchParams(location.search).get("kaart") ?? sessionStorage.getItem(`kaart/${this.data.place}`);
    const numbers = (text ?? "").split("_").map(Number);
    if (numbers.length !== 3 || !numbers.every(Number.isFinite)) return null;
    const [lat, lng, zoom] = numbers;
    const [[west, south], [east, north]] = this.data.bounds;
    if (lat < south - 1 || lat > north + 1 || lng < west - 1 || lng > east + 1 || zoom < 3 || zoom > 17) return null;
    return { center: [lng, lat], zoom };
  }

  // Browsers refuse too many changes of the address in a short time.
  viewToUrl() {
    clearTimeout(this.writing);
    this.writing = setTimeout(() => this.writeView(), 150);
  }

  writeView() {
    if (!this.box.isConnected || this.data.quiet) return;
    const { lng, lat } = this.map.getCenter();
    const text = `${lat.toFixed(4)}_${lng.toFixed(4)}_${this.map.getZoom().toFixed(2)}`;
    sessionStorage.setItem(`kaart/${this.data.place}`, text);
    const url = new URL(location.href);
    url.searchParams.set("kaart", text);
    history.replaceState(history.state, "", url);
  }

  keep() {
    clearTimeout(this.leaving);
  }

  // Streamlit may call the cleanup and render again at once: wait before taking the map down.
  leave() {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => {
      this.gone = true;
      clearTimeout(this.writing);
      clearTimeout(this.telling);
      clearInterval(this.playing);
      clearInterval(this.guard);
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
