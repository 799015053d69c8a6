// The live map: one MapLibre map per mounted component, kept over Streamlit reruns.
// Python sends values of all waves once; stepping through years repaints by feature state only.
import { decode, format, formatCount } from "./values.js";

const maps = new WeakMap();
const SOURCE = "areas";
const FRAME = { top: 20, left: 20, right: 20, bottom: 40 };
const BACKGROUND = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png";

let library;
function maplibre(base) {
  library ??= import(new URL("maplibre-gl.js", base).href).then(() => globalThis.maplibregl);
  return library;
}

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
    this.painted = null;
    this.hovered = null;
    this.names = [];
    this.build();
  }

  build() {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = new URL("live.css", this.base).href;
    const mapStyle = document.createElement("link");
    mapStyle.rel = "stylesheet";
    mapStyle.href = new URL("maplibre-gl.css", this.base).href;
    const box = document.createElement("div");
    box.className = "live";
    box.innerHTML = `
      <div class="stage">
        <div class="map" aria-label="Kaart"></div>
        <div class="title" aria-live="polite"><strong></strong><span></span><em hidden>fictief</em></div>
        <div class="tools">
          <button type="button" class="in" title="Inzoomen (+)" aria-label="Inzoomen">+</button>
          <button type="button" class="out" title="Uitzoomen (-)" aria-label="Uitzoomen">−</button>
          <button type="button" class="fit" title="Alles in beeld (0)" aria-label="Alles in beeld">⤢</button>
          <button type="button" class="back" title="Achtergrondkaart van PDOK aan of uit (a). Aan: kaartbeelden komen van pdok.nl." aria-label="Achtergrondkaart van PDOK">▦</button>
        </div>
        <div class="tip" role="tooltip"></div>
        <div class="note"></div>
        <div class="status" role="status">De kaart wordt geladen…</div>
      </div>
      <div class="time" role="group" aria-label="Meting kiezen"></div>
      <ul class="legend" aria-label="Legenda"></ul>`;
    this.root.append(mapStyle, style, box);
    this.box = box;
    this.part = (name) => box.querySelector(`.${name}`);
    this.part("in").onclick = () => this.map?.zoomIn();
    this.part("out").onclick = () => this.map?.zoomOut();
    this.part("fit").onclick = () => this.fit(this.data.bounds);
    this.part("back").onclick = () => this.toggleBackdrop();
    box.addEventListener("keydown", (event) => this.key(event));
    this.watch = new ResizeObserver(() => this.map?.resize());
    this.watch.observe(this.part("stage"));
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
    }
    this.drawTime();
    this.drawLabels();
    if (!this.map && !this.starting) this.starting = this.start();
    else if (this.ready) this.sync(before);
  }

  async start() {
    const status = this.part("status");
    try {
      const shapes = this.fetchShapes();
      shapes.catch(() => {}); // reported below, when it is awaited
      const lib = await maplibre(this.base);
      const view = this.viewFromUrl();
      const map = new lib.Map({
        container: this.part("map"),
        style: { version: 8, sources: {}, layers: [{ id: "sea", type: "background", paint: { "background-color": this.sea() } }] },
        ...(view ?? { bounds: this.data.bounds, fitBoundsOptions: { padding: FRAME } }),
        attributionControl: false, fadeDuration: 0, keyboard: false, dragRotate: false, pitchWithRotate: false,
        canvasContextAttributes: { preserveDrawingBuffer: true }, maxZoom: 17,
      });
      map.touchZoomRotate.disableRotation();
      this.map = map;
      await new Promise((done) => map.once("style.load", done));
      await this.addLayers(shapes);
      map.on("mousemove", "areas", (event) => this.hover(event));
      map.on("mouseleave", "areas", () => this.unhover());
      map.on("click", "areas", (event) => this.choose(event.features[0].id));
      this.moved = Boolean(view);
      map.on("moveend", () => { this.moved = true; this.viewToUrl(); });
      // Streamlit writes its own query string after a run: put the view of the map back into it.
      this.guard = setInterval(() => {
        if (this.moved && !new URLSearchParams(location.search).has("kaart")) this.viewToUrl();
      }, 500);
      map.on("error", (event) => this.trouble(event));
      this.ready = true;
      this.sync(null);
      if (this.data.fly) this.fit(this.data.fly);
      status.hidden = true;
      map.once("idle", () => { this.box.dataset.ready = "1"; });
    } catch (error) {
      status.hidden = false;
      status.textContent = `De kaart kan niet worden getoond (${error.message}). De tabel naast de kaart werkt wel.`;
      this.box.dataset.error = error.message;
    }
  }

  async fetchShapes() {
    const response = await fetch(new URL(this.data.geometry, this.base));
    if (!response.ok) throw new Error(`de grenzen zijn niet geladen, code ${response.status}`);
    return response.json();
  }

  async addLayers(fetching) {
    const { map, data } = this;
    const shapes = await fetching;
    this.names = shapes.features.map((feature) => feature.properties);
    this.byCode = new Map(this.names.map((name, id) => [name.c, id]));
    this.loaded = data.geometry;
    if (map.getSource(SOURCE)) {
      map.getSource(SOURCE).setData(shapes);
    } else {
      map.addSource(SOURCE, { type: "geojson", data: shapes, tolerance: 0.3 });
      map.addSource("outline", { type: "geojson", data: empty() });
      map.addSource("water", { type: "geojson", data: empty() });
      map.addLayer({ id: "areas", type: "fill", source: SOURCE, paint: { "fill-color": this.colours(), "fill-opacity": 1 } });
      map.addLayer({ id: "borders", type: "line", source: SOURCE, paint: { "line-color": "#ffffff", "line-opacity": 0.75, "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.1, 11, 0.7, 15, 1.4] } });
      map.addLayer({ id: "water", type: "fill", source: "water", paint: { "fill-color": "#9ec6e0" } });
      map.addLayer({ id: "outline", type: "line", source: "outline", paint: { "line-color": "#2b3540", "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.35, 11, 1.3] } });
      map.addLayer({ id: "hover", type: "line", source: SOURCE, paint: { "line-color": "#111", "line-width": ["case", ["boolean", ["feature-state", "h"], false], 2, 0] } });
      map.addLayer({ id: "casing", type: "line", source: SOURCE, paint: { "line-color": "#ffffff", "line-width": ["case", ["boolean", ["feature-state", "s"], false], 6, 0] } });
      map.addLayer({ id: "chosen", type: "line", source: SOURCE, paint: { "line-color": "#111", "line-width": ["case", ["boolean", ["feature-state", "s"], false], 3, 0] } });
    }
    for (const [id, url] of [["outline", data.outline], ["water", data.water]]) {
      map.getSource(id).setData(url ? new URL(url, this.base).href : empty());
    }
    this.painted = null;
    this.marked = undefined;
  }

  async sync(before) {
    const { data } = this;
    if (data.geometry !== this.loaded) {
      const view = before && before.place === data.place;
      this.map.removeFeatureState({ source: SOURCE });
      await this.addLayers(this.fetchShapes());
      if (!view) this.fit(data.bounds);
    }
    if (before && before.palette.join() !== data.palette.join()) this.map.setPaintProperty("areas", "fill-color", this.colours());
    this.map.setPaintProperty("sea", "background-color", this.sea());
    if (data.fly && before && before.order !== data.order) this.fit(data.fly);
    this.backdrop();
    this.paint();
    this.mark();
  }

  colours() {
    const { palette, missing } = this.data;
    const pairs = palette.flatMap((colour, n) => [n + 1, colour]);
    return ["match", ["coalesce", ["feature-state", "c"], 0], ...pairs, missing];
  }

  sea() {
    const colour = getComputedStyle(this.box).getPropertyValue("--st-secondary-background-color").trim();
    return colour || "#e8edf1";
  }

  paint() {
    const frame = this.data.classes[this.data.waves.indexOf(this.wave)] ?? "";
    const old = this.painted;
    for (let id = 0; id < frame.length; id++) {
      if (!old || old[id] !== frame[id]) this.map.setFeatureState({ source: SOURCE, id }, { c: +frame[id] });
    }
    this.painted = frame;
  }

  mark() {
    const id = this.byCode?.get(this.selected);
    if (id === this.marked) return;
    if (this.marked !== undefined) this.map.setFeatureState({ source: SOURCE, id: this.marked }, { s: false });
    if (id !== undefined) this.map.setFeatureState({ source: SOURCE, id }, { s: true });
    this.marked = id;
  }

  choose(id) {
    const code = this.names[id]?.c;
    this.selected = code === this.selected ? null : code;
    this.mark();
    this.tell();
  }

  // What the user did counts for the view it was done in: Python ignores it for another order.
  tell() {
    clearTimeout(this.telling);
    const { wave, selected, background } = this;
    this.setState("user", { order: this.data.order, wave, selected: selected ?? null, background: Boolean(background) });
  }

  step(wave) {
    if (!this.data.waves.includes(wave) || wave === this.wave) return;
    this.wave = wave;
    if (this.ready) this.paint();
    this.drawTime();
    this.drawLabels();
    if (this.lastTip) this.showTip(this.lastTip.id, this.lastTip.point);
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(), 250);
  }

  next(direction) {
    const { waves } = this.data;
    const place = waves.indexOf(this.wave) + direction;
    if (place >= 0 && place < waves.length) this.step(waves[place]);
    return place >= 0 && place < waves.length;
  }

  play() {
    if (this.playing) return this.stop();
    if (this.wave === this.data.waves.at(-1)) this.step(this.data.waves[0]);
    this.playing = setInterval(() => { if (!this.next(1)) this.stop(); }, 900);
    this.drawTime();
  }

  stop() {
    clearInterval(this.playing);
    this.playing = null;
    this.drawTime();
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const pan = { ArrowLeft: [-90, 0], ArrowRight: [90, 0], ArrowUp: [0, -90], ArrowDown: [0, 90] }[event.key];
    const acts = {
      ArrowRight: () => this.next(1), ArrowLeft: () => this.next(-1), PageDown: () => this.next(1), PageUp: () => this.next(-1),
      "+": () => this.map?.zoomIn(), "=": () => this.map?.zoomIn(), "-": () => this.map?.zoomOut(),
      0: () => this.fit(this.data.bounds), p: () => this.play(), a: () => this.toggleBackdrop(),
      Escape: () => { if (this.selected) { this.selected = null; this.mark(); this.tell(); } },
    };
    const act = event.shiftKey && pan ? () => this.map?.panBy(pan) : acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  hover(event) {
    const { id } = event.features[0];
    this.map.getCanvas().style.cursor = "pointer";
    if (id !== this.hovered) {
      this.unmarkHover();
      this.hovered = id;
      this.map.setFeatureState({ source: SOURCE, id }, { h: true });
    }
    this.showTip(id, event.point);
  }

  showTip(id, point) {
    this.lastTip = { id, point };
    const { data } = this;
    const place = data.waves.indexOf(this.wave);
    const klasse = +(data.classes[place]?.[id] ?? 0);
    const tip = this.part("tip");
    tip.replaceChildren();
    const name = document.createElement("b");
    name.textContent = this.names[id].n;
    const town = document.createElement("span");
    town.textContent = this.names[id].g === this.names[id].n ? "" : this.names[id].g;
    const swatch = document.createElement("i");
    swatch.style.background = klasse ? data.palette[klasse - 1] : data.missing;
    const line = document.createElement("div");
    const value = decode(data, place, id);
    line.append(swatch, klasse ? `${data.labels[klasse - 1]} · ${format(value, data.decimals, data.signed)} ${data.unit}` : data.absent);
    tip.append(name, town, line);
    tip.style.display = "block";
    const stage = this.part("stage").getBoundingClientRect();
    const left = point.x + 16 + tip.offsetWidth > stage.width ? point.x - tip.offsetWidth - 12 : point.x + 16;
    tip.style.left = `${Math.max(4, left)}px`;
    tip.style.top = `${Math.min(point.y + 12, stage.height - tip.offsetHeight - 6)}px`;
  }

  unmarkHover() {
    if (this.hovered !== null) this.map.setFeatureState({ source: SOURCE, id: this.hovered }, { h: false });
    this.hovered = null;
  }

  unhover() {
    this.map.getCanvas().style.cursor = "";
    this.unmarkHover();
    this.lastTip = null;
    this.part("tip").style.display = "none";
  }

  fit(bounds) {
    this.map?.fitBounds(bounds, { padding: FRAME, duration: 400, maxZoom: 14 });
  }

  toggleBackdrop() {
    this.background = !this.background;
    this.refused = false;
    this.backdrop();
    this.tell();
  }

  backdrop() {
    const { map } = this;
    const shown = Boolean(map.getLayer("backdrop"));
    if (this.background && !shown && !this.refused) {
      map.addSource("backdrop", { type: "raster", tiles: [BACKGROUND], tileSize: 256, maxzoom: 19, attribution: "© Kadaster" });
      map.addLayer({ id: "backdrop", type: "raster", source: "backdrop" }, "areas");
    } else if (!this.background && shown) {
      this.dropBackdrop();
    }
    this.part("back").setAttribute("aria-pressed", String(Boolean(this.background)));
    const on = Boolean(map.getLayer("backdrop"));
    map.setPaintProperty("areas", "fill-opacity", on ? 0.72 : 1);
    this.drawNote();
  }

  dropBackdrop() {
    if (this.map.getLayer("backdrop")) this.map.removeLayer("backdrop");
    if (this.map.getSource("backdrop")) this.map.removeSource("backdrop");
  }

  trouble(event) {
    if (event.sourceId === "backdrop") {
      this.refused = true;
      this.dropBackdrop();
      this.map.setPaintProperty("areas", "fill-opacity", 1);
      this.drawNote();
    }
  }

  drawNote() {
    const { data } = this;
    const on = Boolean(this.map?.getLayer("backdrop"));
    const parts = [`Bron: ${data.source}`];
    if (on) parts.push("Achtergrond: © Kadaster");
    if (this.background && this.refused) parts.push("De achtergrondkaart is nu niet bereikbaar.");
    this.part("note").textContent = parts.join(" · ");
  }

  drawTime() {
    const { data } = this;
    const bar = this.part("time");
    const focused = this.root.activeElement?.dataset?.wave ?? (this.root.activeElement?.className === "play" ? "play" : null);
    bar.replaceChildren();
    for (const wave of data.all_waves) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = wave;
      button.dataset.wave = wave;
      button.disabled = !data.waves.includes(wave);
      if (button.disabled) button.title = data.why || "Geen cijfers voor deze meting";
      button.setAttribute("aria-pressed", String(wave === this.wave));
      button.onclick = () => { this.stop(); this.step(wave); };
      bar.append(button);
    }
    if (data.waves.length > 1) {
      const play = document.createElement("button");
      play.type = "button";
      play.className = "play";
      play.textContent = this.playing ? "❚❚ Stop" : "▶ Speel af";
      play.onclick = () => this.play();
      bar.append(play);
    }
    if (data.why && data.waves.length < data.all_waves.length) {
      const why = document.createElement("div");
      why.className = "why";
      why.textContent = data.why;
      bar.append(why);
    }
    if (focused) bar.querySelector(focused === "play" ? ".play" : `[data-wave="${focused}"]`)?.focus();
  }

  drawLabels() {
    const { data } = this;
    const title = this.part("title");
    title.querySelector("strong").textContent = data.base ? `${data.base}–${this.wave}` : this.wave;
    title.querySelector("span").textContent = data.title;
    title.querySelector("em").hidden = !data.fictional;
    const frame = data.classes[data.waves.indexOf(this.wave)] ?? "";
    const counts = new Array(10).fill(0);
    for (const c of frame) counts[+c] += 1;
    const legend = this.part("legend");
    legend.replaceChildren();
    for (let n = data.palette.length; n >= 0; n--) {
      if (n === 0 && counts[0] === 0) continue;
      const row = document.createElement("li");
      const swatch = document.createElement("i");
      swatch.style.background = n ? data.palette[n - 1] : data.missing;
      const label = document.createElement("span");
      label.textContent = n ? data.labels[n - 1] : data.absent;
      const count = document.createElement("b");
      count.textContent = formatCount(counts[n]);
      row.append(swatch, label, count);
      legend.append(row);
    }
    this.drawNote();
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

  viewToUrl() {
    if (!this.box.isConnected) return;
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
      clearInterval(this.playing);
      clearInterval(this.guard);
      this.watch.disconnect();
      this.map?.remove();
      maps.delete(this.root);
      this.box.remove();
    }, 400);
  }
}

function empty() {
  return { type: "FeatureCollection", features: [] };
}
