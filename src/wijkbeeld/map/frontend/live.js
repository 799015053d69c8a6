// The live map: one per mounted component, kept over Streamlit reruns.
// Python sends values of all waves once; stepping through years repaints by feature state only.
// Here the modules are made and joined; each gets what it needs and knows nothing of the others.
import { Backdrop } from "./backdrop.js";
import { CanvasPreview } from "./canvas_preview.js";
import { frameOf, levelAt, sparse } from "./classes.js";
import { zoomOf } from "./geometry.js";
import { GeometryCache, geometryOf } from "./geometry_cache.js";
import { Gestures } from "./gestures.js";
import { press } from "./keys.js";
import { Labels } from "./labels.js";
import { MapLayers, maplibre, roomOf } from "./map_layers.js";
import { Panel, build } from "./panel.js";
import { Player } from "./player.js";
import { Pointer } from "./pointer.js";
import { Polygon } from "./polygon.js";
import { snapshot } from "./snapshot.js";
import { ViewState } from "./state.js";
import { Swipe } from "./swipe.js";
import { Tip } from "./tip.js";
import { UrlPosition } from "./url_position.js";

const SHOW_MS = 30, TELL_MS = 250;
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
  #root;
  #base;
  #box;
  #part;
  #state = new ViewState();
  #setState;
  #cache;
  #panel;
  #player;
  #pointer;
  #polygon;
  #gestures;
  #backdrop;
  #labels;
  #swipe;
  #url;
  #watch;
  #lib;
  #layers; // of the first map
  #map;
  #preview;
  #few = new Map(); // ids of near-empty areas per level
  #people = new Map(); // the counts they were found in
  #starting;
  #ready = false;
  #gone = false;
  #place; // dataset on the map
  #told; // level that Python knows of
  #telling;
  #led = false; // moved by another map
  #leaving;

  constructor(root, base) {
    const { box, sheets, part } = build(base);
    root.append(...sheets, box);
    this.#root = root;
    this.#base = base;
    this.#box = box;
    this.#part = part;
    this.#cache = new GeometryCache(base, {
      alive: () => box.isConnected,
      context: (id, polygons) => {
        this.#layers.setShapes(id, polygons);
        if (id === "outline") this.#labels.setTowns((polygons?.features ?? []).map((feature) => feature.properties));
      },
      around: () => this.#labels.draw(),
      detail: (id, polygons) => {
        for (const layers of this.#both()) layers.setShapes(id, polygons);
        this.#mark();
      },
    });
    this.#joinViews();
    this.#joinHands();
    this.#joinButtons();
    this.#watch = new ResizeObserver(() => {
      this.#preview?.redraw();
      this.#map?.resize();
      this.#swipe.resize();
      this.#labels.draw();
    });
    this.#watch.observe(part("stage"));
    all.add(this);
  }

  // What shows something.
  #joinViews() {
    const state = this.#state, part = this.#part, box = this.#box;
    this.#url = new UrlPosition(state, box);
    this.#panel = new Panel({
      root: this.#root, part, state,
      view: { playing: () => this.#player.playing, level: () => this.#level(), few: (id) => this.#few.get(id) ?? [] },
      acts: {
        step: (wave) => { this.#player.stop(); this.#player.step(wave); },
        play: () => this.#player.play(),
        swipe: (wave) => this.#setSwipe(wave),
        isolate: (number) => this.#isolate(number),
      },
    });
    this.#labels = new Labels({
      canvas: part("names"), stage: part("stage"), box,
      content: () => {
        const { id } = this.#level();
        return state.named ? { id, names: this.#cache.names(id) } : null;
      },
    });
    this.#swipe = new Swipe({
      parts: { box, stage: part("stage"), frame: part("swipe"), container: part("map2"), handle: part("handle") },
      state,
      source: {
        held: () => this.#cache.held, open: (container) => this.#openSecond(container),
        where: () => this.#where(), look: () => this.#look(), gone: () => this.#gone,
      },
      opened: () => this.#mark(),
    });
    this.#backdrop = new Backdrop(state, {
      draw: (shown) => { if (this.#ready) this.#layers.backdrop(shown); },
      shown: () => { this.#panel.press("back", state.background); this.#drawNote(); },
      toggled: () => this.#tell(),
    });
  }

  // What the user's hands do.
  #joinHands() {
    const state = this.#state, part = this.#part;
    this.#player = new Player(state, {
      stepped: () => this.#stepped(), toggled: () => this.#panel.drawTime(), stopped: () => this.#tell(),
    });
    this.#polygon = new Polygon({
      draw: (line, closed, corners) => this.#layers.shape(line, closed, corners),
      settled: () => {
        this.#pointer.leave();
        this.#panel.press("corners", this.#polygon.busy);
        this.#drawNote();
      },
      finished: () => this.#tell(),
    });
    this.#gestures = new Gestures({
      surface: part("map"), stage: part("stage"), svg: part("draw"),
      on: {
        starts: () => { if (this.#polygon.busy) this.#polygon.stop(); },
        chosen: (contains) => this.#pointer.chooseWithin(contains),
        toggled: () => this.#mark(),
      },
    });
    this.#pointer = new Pointer({
      state, base: this.#base,
      tip: new Tip({ tip: part("tip"), stage: part("stage"), state }),
      at: {
        level: () => this.#level(), names: ({ id }) => this.#cache.names(id), name: (level, id) => this.#cache.names(level.id)[id],
      },
      taken: {
        clicks: () => this.#gestures.busy || this.#polygon.taken,
        hovering: () => this.#gestures.busy || this.#polygon.busy,
        crosshair: () => this.#polygon.busy,
      },
      on: { outline: (places) => this.#layers.emphasise("h", places), chosen: (codes) => this.#choose(codes) },
    });
  }

  #joinButtons() {
    const state = this.#state;
    const acts = {
      in: () => this.#map?.zoomIn(), out: () => this.#map?.zoomOut(), fit: () => this.#fit(state.data.bounds),
      lasso: () => this.#lasso(), corners: () => this.#corners(),
      veil: () => this.#setSwipe(state.swipeWave ? null : state.other),
      letters: () => this.#toggleNames(), back: () => this.#backdrop.toggle(), shot: () => this.#shoot(),
    };
    for (const [name, act] of Object.entries(acts)) this.#part(name).onclick = act;
    this.#box.addEventListener("keydown", (event) => press(event, {
      acts, player: this.#player, polygon: this.#polygon,
      pan: (offset) => this.#map?.panBy(offset),
      escape: () => (this.#gestures.drawing ? this.#lasso() : state.selected.length && this.#choose([])),
    }));
  }

  update(data, setState) {
    this.#setState = setState;
    this.#part("stage").style.height = `${data.height}px`;
    this.#state.take(data);
    this.#polygon.take(data.drawn);
    if (!this.#map && !this.#starting) this.#starting = this.#start();
    else if (this.#ready) this.#sync();
    this.#drawPanel();
  }

  async #start() {
    const status = this.#part("status"), container = this.#part("map");
    try {
      const loaded = await this.#cache.load(this.#state.data);
      if (this.#gone) return;
      const { levels } = loaded;
      this.#cache.hold(loaded);
      const { data } = this.#state;
      this.#place = data.place;
      const view = this.#url.read() ?? { bounds: data.bounds, fitBoundsOptions: { padding: roomOf(container) } };
      await this.#outline(levels, view);
      const lib = await maplibre(this.#base);
      if (this.#gone) return;
      this.#lib = lib;
      this.#layers = new MapLayers(lib, container, { levels, view, look: this.#look() });
      this.#map = this.#layers.map;
      this.#backdrop.attach(this.#map);
      this.#map.once("idle", () => this.#settle());
      this.#map.once("dragstart", () => this.#preview?.remove());
      await this.#layers.styled;
      if (this.#gone) return;
      this.#labels.attach(this.#map);
      this.#ready = true;
      this.#listen();
      this.#sync();
      this.#fly();
      status.hidden = true;
    } catch (error) {
      this.#fail(error);
    }
  }

  // The coloured areas at once, on a canvas over the place of the map: the library takes longer to start.
  async #outline(levels, view) {
    const { data, wave } = this.#state;
    if (data.grid) return;
    const level = this.#level(zoomOf(view, this.#part("map")));
    const { shapes } = levels.find(({ id }) => id === level.id);
    const { palette, missing, sea } = this.#look();
    this.#preview = new CanvasPreview(this.#part("map"), view);
    this.#preview.draw(shapes, frameOf(level, data.waves, wave), [missing, ...palette], sea);
    this.#part("status").hidden = true;
    this.#box.dataset.sketched = "1";
    await new Promise((shown) => requestAnimationFrame(() => setTimeout(shown, SHOW_MS))); // the library holds the page
  }

  // What can wait until the map itself stands.
  #settle() {
    this.#preview?.remove();
    this.#box.dataset.ready = "1";
    this.#cache.context(this.#state.data);
    this.#refine();
    setTimeout(() => this.#setState("drawn", true), 200);
  }

  #fail(error) {
    this.#preview?.remove();
    const status = this.#part("status");
    const noGl = /webgl/i.test(error.message ?? "");
    status.hidden = false;
    status.textContent = noGl
      ? "Deze browser heeft geen WebGL. Hieronder staat een eenvoudige kaart."
      : `De kaart kan niet worden getoond (${error.message}). De tabel naast de kaart werkt wel.`;
    this.#box.dataset.error = error.message;
    if (noGl) this.#part("stage").style.height = "3.2rem";
    this.#setState("drawn", true);
    if (noGl) this.#setState("failed", "webgl");
  }

  #listen() {
    const map = this.#map;
    this.#gestures.attach(map);
    this.#pointer.attach(map); // before the polygon: the click that closes a polygon chooses no area
    this.#polygon.attach(map);
    map.on("move", () => { this.#labels.draw(); this.#swipe.follow(); this.#lead(); });
    map.on("moveend", () => {
      this.#url.moved();
      this.#refine();
      this.#noteLevel();
    });
    // Captured: MapLibre would take a drag with shift for one of its own.
    this.#part("map").addEventListener("pointerdown", (event) => {
      if (event.shiftKey && !this.#gestures.drawing && !this.#polygon.busy) this.#gestures.box(event);
    }, { capture: true });
    this.#url.attach(map);
  }

  async #sync() {
    const state = this.#state;
    const wanted = geometryOf(state.data);
    if (wanted !== this.#cache.held) {
      let loaded;
      try {
        loaded = await this.#cache.load(state.data);
      } catch (error) {
        return void this.#fail(error);
      }
      if (this.#gone || wanted !== geometryOf(state.data)) return; // a later view takes over
      if (wanted !== this.#cache.held) this.#takeLevels(loaded);
    }
    this.#layers.restyle(this.#look());
    this.#layers.isolate(state.isolated);
    this.#fly();
    this.#backdrop.show();
    this.#paint();
    this.#hatch();
    this.#mark();
    this.#swipe.sync();
    this.#polygon.show();
    this.#drawPanel();
    this.#labels.draw();
    this.#noteLevel();
  }

  #takeLevels(loaded) {
    const { data } = this.#state;
    this.#part("status").hidden = true;
    this.#pointer.leave();
    this.#cache.hold(loaded);
    this.#few = new Map();
    this.#people = new Map();
    for (const layers of this.#both()) layers.setLevels(loaded.levels);
    if (this.#place !== data.place) this.#fit(data.bounds);
    this.#place = data.place;
    this.#cache.context(data);
    this.#refine();
  }

  // Each wish of Python to bring an area into view is granted once, also after a visit to another page.
  #fly() {
    const { fly, turn, place } = this.#state.data;
    if (fly && flown.get(place) !== turn) this.#fit(fly);
    flown.set(place, turn);
  }

  #look() {
    const style = getComputedStyle(this.#box);
    const sea = style.getPropertyValue("--st-secondary-background-color").trim() || "#e8edf1";
    const { palette, missing } = this.#state.data;
    return { palette, missing, sea, border: "rgba(255, 255, 255, 0.75)" };
  }

  #level(zoom = this.#map?.getZoom() ?? 0) {
    return levelAt(this.#state.data.levels, zoom);
  }

  #where() {
    return { center: this.#map.getCenter(), zoom: this.#map.getZoom() };
  }

  // The layers of the first map and, while there is a swipe, of the second.
  #both() {
    return [this.#layers, this.#swipe.layers].filter(Boolean);
  }

  async #openSecond(container) {
    const { levels } = await this.#cache.load(this.#state.data);
    if (this.#gone || !this.#state.swipeWave) return null;
    return new MapLayers(this.#lib, container, { levels, view: this.#where(), look: this.#look() });
  }

  #refine() {
    this.#cache.refine(this.#level().id, this.#map.getZoom());
  }

  #paint() {
    const { data, wave } = this.#state;
    for (const [id, frame] of this.#state.frames(wave)) this.#layers.paint(id, frame);
    const url = data.grid?.urls[wave];
    this.#layers.grid(url ? new URL(url, this.#base).href : null, data.grid?.corners);
  }

  #hatch() {
    const { levels, fewest } = this.#state.data;
    for (const level of levels) {
      if (this.#people.get(level.id) === level.people) continue;
      this.#people.set(level.id, level.people);
      const ids = sparse(level, this.#cache.names(level.id).length, fewest);
      this.#few.set(level.id, ids);
      this.#layers.hatch(level, ids);
    }
  }

  #mark() {
    const { data, selected } = this.#state;
    const { id } = this.#level();
    const places = (codes) => this.#cache.ids(id, codes).map((area) => [id, area]);
    for (const layers of this.#both()) {
      layers.emphasise("o", places(data.marked?.codes ?? []));
      layers.emphasise("s", places(selected));
    }
    this.#panel.press("lasso", this.#gestures.drawing);
  }

  #choose(codes) {
    for (const live of [this, ...this.#linked()]) {
      live.#state.select(codes);
      live.#mark();
    }
    (this.#state.data.quiet ? this.#linked()[0] ?? this : this).#tell();
  }

  #stepped() {
    const { data, wave } = this.#state;
    if (this.#ready) {
      this.#paint();
      this.#map.once("idle", () => { this.#box.dataset.shown = this.#state.wave; });
    }
    this.#drawPanel();
    this.#pointer.redraw();
    clearTimeout(this.#telling);
    if (!this.#player.playing && !data.quiet) this.#telling = setTimeout(() => this.#tell(), TELL_MS);
    if (data.group === "waves") for (const other of this.#linked()) other.#player.step(wave);
  }

  #lasso() {
    if (this.#ready) this.#gestures.toggle();
  }

  #corners() {
    if (!this.#ready || !this.#state.data.draws) return;
    if (this.#polygon.busy) return void this.#polygon.stop();
    if (this.#gestures.drawing) this.#lasso();
    this.#polygon.start();
  }

  #tell() {
    clearTimeout(this.#telling);
    this.#setState("user", this.#state.message(this.#level().id, this.#polygon.finished));
  }

  #noteLevel() {
    const { id } = this.#level();
    if (this.#state.data.levels.length < 2 || id === this.#told) return;
    this.#told = id;
    this.#hatch();
    this.#mark();
    this.#panel.drawLegend();
    this.#tell();
  }

  #isolate(number) {
    this.#state.isolate(number);
    for (const layers of this.#both()) layers.isolate(number);
    this.#panel.drawLegend();
  }

  #setSwipe(wave) {
    if (!this.#ready || (wave && this.#state.data.waves.length < 2)) return;
    this.#state.swipe(wave);
    this.#swipe.sync();
    this.#drawPanel();
    this.#tell();
  }

  #toggleNames() {
    this.#state.toggleNames();
    this.#labels.draw();
    this.#panel.press("letters", this.#state.named);
    this.#tell();
  }

  #fit(bounds) {
    this.#layers?.fit(bounds);
  }

  #shoot() {
    if (!this.#map) return;
    snapshot({
      state: this.#state, level: this.#level(), map: this.#map.getCanvas(), names: this.#part("names"),
      right: this.#swipe.picture, font: getComputedStyle(this.#box).fontFamily, backdrop: this.#layers.backdropOn(),
    });
  }

  #note() {
    return { hint: this.#polygon.hint, backdrop: this.#layers?.backdropOn(), unreachable: this.#backdrop.unreachable };
  }

  #drawNote() {
    this.#panel.drawNote(this.#note());
  }

  #drawPanel() {
    this.#panel.drawAll(this.#note());
  }

  #linked() {
    const { group } = this.#state.data;
    return [...all].filter((other) => other !== this && other.#ready && group && other.#state.data.group === group);
  }

  // Maps that belong together show the same place.
  #lead() {
    if (this.#led) return;
    for (const other of this.#linked()) other.#follow(this.#where());
  }

  #follow(where) {
    this.#led = true;
    this.#map.jumpTo(where);
    this.#led = false;
  }

  keep() {
    clearTimeout(this.#leaving);
  }

  // Streamlit may call the cleanup and render again at once: wait before taking the map down.
  leave() {
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => {
      this.#gone = true;
      clearTimeout(this.#telling);
      this.#player.end();
      this.#url.stop();
      this.#watch.disconnect();
      this.#swipe.remove();
      this.#map?.remove();
      maps.delete(this.#root);
      all.delete(this);
      this.#box.remove();
    }, 400);
  }
}
