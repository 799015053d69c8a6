// The live map: one per mounted component, kept over Streamlit reruns.
// Python sends values of all waves once; stepping through years repaints by feature state only.
import { levelAt } from "./classes.js";
import { geometryOf } from "./geometry_cache.js";
import { MapLayers, maplibre, roomOf } from "./map_layers.js";
import { MapSketch } from "./map_sketch.js";
import { build } from "./panel.js";
import { Parts } from "./parts.js";
import { offerSkip, withdrawSkip } from "./skip_link.js";
import { ViewState } from "./state.js";
import { Status, lacksWebGl } from "./status.js";

const SHOW_MS = 30, SETTLE_MS = 200, LEAVE_MS = 400;
const ASKED = "wijkbeeld:kaarten";
const maps = new WeakMap();
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

// What a page that holds the map can do with it; undefined where there is none.
export function controlOf(root) {
  return maps.get(root)?.control;
}

class Live {
  #root;
  #base;
  #box;
  #part;
  #state = new ViewState();
  #status;
  #parts;
  #watch;
  #print = () => this.#parts.actions.print();
  #lib;
  #layers; // of the first map
  #map;
  #sketch;
  #still; // a picture instead of the map
  #starting;
  #ready = false;
  #gone = false;
  #place; // dataset on the map
  #sheets; // settled when the style is there
  #leaving;

  constructor(root, base) {
    const { box, sheets, part } = build(base);
    root.append(...sheets, box);
    this.#root = root;
    this.#base = base;
    this.#box = box;
    this.#part = part;
    this.#status = new Status(part, box);
    this.#parts = new Parts({
      root, base, box, part, state: this.#state,
      live: {
        map: () => this.#map, layers: () => this.#layers, ready: () => this.#ready, gone: () => this.#gone,
        level: () => this.#level(), where: () => this.#where(), redrawStill: () => this.#still?.show(),
        fit: (bounds) => this.#layers.fit(bounds, 0), framed: (bounds) => this.#within(bounds),
        inView: () => this.#inView(this.#room()), sketch: () => this.#sketch, openSecond: (container) => this.#openSecond(container),
      },
    });
    this.#sketch = new MapSketch({
      place: part("map"), state: this.#state, look: () => this.#parts.painting.look(),
      level: (zoom) => this.#level(zoom), shapes: (id) => this.#layers.shapes.get(id),
    });
    this.#sheets = Promise.all(sheets.map((sheet) => new Promise((done) => { sheet.onload = sheet.onerror = done; })));
    this.#watch = new ResizeObserver(() => this.#resize());
    this.#watch.observe(part("stage"));
    document.addEventListener(ASKED, this.#answer);
    addEventListener("beforeprint", this.#print);
  }

  // Who shows pictures large asks which maps there are.
  #answer = ({ detail }) => { if (this.#state.data?.big) detail.push(this.control); };

  update(data, setState) {
    const { big, report, polygon } = this.#parts;
    report.through(setState);
    if (!big.on) {
      this.#box.classList.toggle("fills", !data.height && !this.#box.dataset.error);
      if (data.height) this.#part("stage").style.height = `${data.height}px`;
    }
    this.#state.take(big.dressed(data));
    polygon.take(data.drawn);
    if (!this.#map && !this.#starting) this.#starting = this.#start();
    else if (this.#ready) this.#sync();
    else this.#still?.show();
    this.#parts.drawPanel();
  }

  async #start() {
    const { backdrop, cache, labels, painting, url } = this.#parts;
    const container = this.#part("map");
    try {
      const [loaded] = await Promise.all([cache.load(this.#state.data), this.#sheets]);
      if (this.#gone) return;
      const { levels } = loaded;
      cache.hold(loaded);
      const { data } = this.#state;
      this.#place = data.place;
      const view = url.read() ?? this.#within(data.home ?? data.bounds);
      await this.#drawSketch(levels, view);
      const lib = await maplibre(this.#base);
      if (this.#gone) return;
      this.#lib = lib;
      this.#layers = new MapLayers(lib, container, { levels, view, look: painting.look(), room: () => this.#room(), name: this.#name() });
      this.#map = this.#layers.map;
      backdrop.attach(this.#map);
      this.#map.once("idle", () => this.#settle());
      this.#map.once("dragstart", () => this.#sketch.lift());
      await this.#layers.styled;
      if (this.#gone) return;
      labels.attach(this.#map);
      this.#ready = true;
      this.#listen();
      this.#sync();
      this.#fly();
      this.#status.hide();
    } catch (error) {
      this.#fail(error, () => { this.#starting = this.#start(); });
    }
  }

  // The map follows its place on the page; until the user moves it, it keeps showing the whole.
  #resize() {
    const { big, labels, swipe, url } = this.#parts;
    if (!this.#part("stage").clientWidth) return; // paper shows its picture
    this.#sketch.fit();
    this.#still?.show();
    if (big.settling) return;
    url.still(() => {
      this.#map?.resize();
      const { fly, home, bounds } = this.#state.data;
      if (this.#ready && !url.hasMoved) this.#layers.fit(fly ?? home ?? bounds, 0);
    });
    swipe.resize();
    labels.draw();
  }

  #room() {
    const { room, on } = this.#parts.stage;
    if (on) return { ...room, right: 30 };
    return roomOf(this.#part("stage"), this.#part("legend"), this.#part("bar"));
  }

  async #drawSketch(levels, view) {
    if (!this.#sketch.first(levels, view)) return;
    this.#status.hide();
    this.#box.dataset.sketched = "1";
    await new Promise((shown) => requestAnimationFrame(() => setTimeout(shown, SHOW_MS))); // the library holds the page
  }

  // What can wait until the map itself stands.
  #settle() {
    this.#sketch.lift();
    this.#part("map").querySelector(".still")?.remove();
    this.#box.dataset.ready = "1";
    this.#box.dataset.awake = "1";
    this.#parts.cache.context(this.#state.data);
    this.#refine();
    setTimeout(() => this.#parts.report.drawn(), SETTLE_MS);
  }

  #fail(error, again) {
    this.#sketch.lift();
    const noGl = lacksWebGl(error);
    if (noGl && !this.#state.data.simple_below) return void this.#standStill();
    if (noGl) this.#status.lack(error);
    else this.#status.fail(error, again);
    this.#parts.drawPanel();
    this.#parts.report.drawn();
    if (noGl) this.#parts.report.failed();
  }

  async #standStill() {
    this.#still = this.#parts.still((bounds) => this.#within(bounds), this.#status);
    this.#box.dataset.simple = "1";
    await this.#still.show();
    this.#box.dataset.ready = this.#box.dataset.around = "1";
  }

  #within(bounds) {
    return { bounds, fitBoundsOptions: { padding: this.#room() } };
  }

  #listen() {
    const { areas, gestures, labels, linked, pointer, polygon, swipe, url } = this.#parts;
    const map = this.#map;
    gestures.attach(map);
    pointer.attach(map); // before the polygon: the click that closes a polygon chooses no area
    polygon.attach(map);
    areas.attach(map);
    // only in the app: elsewhere nothing comes before the map
    if (!this.#state.data.stage && document.querySelector(".stApp")) offerSkip(map.getCanvas());
    map.on("move", () => { labels.draw(); swipe.follow(); linked.lead(this.#where()); });
    map.on("movestart", () => url.moved()); // a resize on the way must not take the map home
    map.on("moveend", () => {
      url.moved();
      this.#refine();
      this.#noteLevel();
    });
    // Captured: MapLibre would take a drag with shift for one of its own.
    this.#part("map").addEventListener("pointerdown", (event) => {
      if (event.shiftKey && !gestures.drawing && !polygon.busy) gestures.box(event);
    }, { capture: true });
    url.attach(map);
  }

  async #sync() {
    const { backdrop, cache, labels, painting, polygon, swipe } = this.#parts;
    const wanted = geometryOf(this.#state.data);
    if (wanted !== cache.held) {
      let loaded;
      try {
        loaded = await cache.load(this.#state.data);
      } catch (error) {
        return void this.#fail(error, () => this.#sync());
      }
      if (this.#gone || wanted !== geometryOf(this.#state.data)) return; // a later view takes over
      if (wanted !== cache.held) this.#takeLevels(loaded);
    }
    painting.style();
    this.#fly();
    backdrop.show();
    painting.wave();
    painting.hatch();
    this.#parts.mark();
    swipe.sync();
    polygon.show();
    this.#layers.points(this.#state.data.points ?? []);
    this.#parts.drawPanel();
    labels.draw();
    this.#noteLevel();
  }

  #takeLevels(loaded) {
    const { cache, painting, pointer } = this.#parts;
    const { data } = this.#state;
    this.#status.hide();
    pointer.leave();
    cache.hold(loaded);
    painting.setLevels(loaded.levels);
    if (this.#place !== data.place) this.#layers.fit(data.home ?? data.bounds);
    this.#place = data.place;
    cache.context(data);
    this.#refine();
  }

  // Each wish of Python to bring an area into view is granted once, also after a visit to another page.
  #fly() {
    const { fly, turn, place } = this.#state.data;
    if (fly && flown.get(place) !== turn) this.#layers.fit(fly);
    flown.set(place, turn);
  }

  #level(zoom = this.#map?.getZoom() ?? 0) {
    if (this.#still) return this.#still.level();
    return levelAt(this.#state.data.levels, zoom);
  }

  #where() {
    return { center: this.#map.getCenter(), zoom: this.#map.getZoom() };
  }

  async #openSecond(container) {
    const { cache, painting } = this.#parts;
    const { levels } = await cache.load(this.#state.data);
    if (this.#gone || !this.#state.swipeWave) return null;
    return new MapLayers(this.#lib, container, { levels, view: this.#where(), look: painting.look(), room: () => this.#room(), name: `${this.#name()}, tweede jaar` });
  }

  #name() {
    return ["Kaartbeeld", this.#state.data.stage?.half].filter(Boolean).join(" ");
  }

  #refine() {
    this.#parts.cache.refine(this.#level().id, this.#map.getZoom());
  }

  // Another level came into view by zooming.
  #noteLevel() {
    const { painting, panel, report } = this.#parts;
    if (this.#state.data.levels.length < 2 || !report.isNews(this.#level().id)) return;
    painting.hatch();
    this.#parts.mark();
    panel.drawLegend();
    report.now();
  }

  get control() {
    const { actions, big, player, stage, swipe } = this.#parts, state = this.#state;
    return {
      big, host: this.#root.host, root: this.#root, title: () => state.data.title, press: (name) => actions.do(name), failed: () => "error" in this.#box.dataset,
      where: () => ({ wave: state.wave, swipe: state.swipeWave ?? null, camera: this.#inView(stage.room) }),
      step: (direction) => player.next(direction), play: () => player.play(), stop: () => player.stop(),
      swipe: () => this.#swipe(), slide: (by) => swipe.slide(by),
      close: () => {
        if (state.selected.length) { state.select([]); this.#parts.mark(); }
        return stage.close();
      },
      idle: () => this.#still?.show() ?? new Promise((done) => { this.#map.once("idle", done); this.#map.triggerRepaint(); }),
      rest: () => this.#rest(), wake: () => this.#wake(), awake: () => Boolean(this.#map ?? this.#still),
      points: (places) => {
        state.ask(places);
        if (this.#ready) this.#sync();
        else this.#still?.show();
      },
    };
  }

  // West, south, east and north of what is in view beside what takes room on the map; null while the map rests.
  #inView({ left, top, right = 0, bottom = 0 }) {
    if (!this.#map) return null;
    const { clientWidth, clientHeight } = this.#map.getContainer();
    const from = this.#map.unproject([left, clientHeight - bottom]), to = this.#map.unproject([clientWidth - right, top]);
    return [from.lng, from.lat, to.lng, to.lat];
  }

  // The handle in the middle of what is seen beside the words.
  #swipe() {
    const state = this.#state, { actions, swipe } = this.#parts;
    swipe.cutAt((100 * (1 + this.#room().left / this.#part("stage").clientWidth)) / 2);
    actions.swipe(state.swipeWave ? null : state.other);
  }

  // A picture stands in for the map: browsers draw only so many at once.
  #rest() {
    if (!this.#ready) return;
    const canvas = this.#map.getCanvas(), still = document.createElement("canvas");
    still.className = "still";
    still.width = canvas.width;
    still.height = canvas.height;
    still.getContext("2d").drawImage(canvas, 0, 0);
    this.#part("map").append(still);
    this.#parts.swipe.remove();
    this.#parts.cache.forget();
    this.#ready = false;
    delete this.#box.dataset.awake;
    this.#map.remove();
    this.#part("map").append(still); // the library empties its place
    this.#map = this.#layers = this.#starting = null;
  }

  #wake() {
    if (!this.#map && !this.#starting) this.#starting = this.#start();
  }

  keep() {
    clearTimeout(this.#leaving);
  }

  // Streamlit may call the cleanup and render again at once: wait before taking the map down.
  leave() {
    const { areas, linked, player, report, swipe, url } = this.#parts;
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => {
      this.#gone = true;
      report.end();
      player.end();
      url.stop();
      this.#watch.disconnect();
      document.removeEventListener(ASKED, this.#answer);
      removeEventListener("beforeprint", this.#print);
      swipe.remove();
      areas.stop();
      if (this.#map) withdrawSkip(this.#map.getCanvas());
      this.#map?.remove();
      this.#still?.remove();
      maps.delete(this.#root);
      linked.leave();
      this.#box.remove();
    }, LEAVE_MS);
  }
}
