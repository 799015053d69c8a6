// The modules of one map, made and joined: each gets what it needs and knows nothing of the others.
import { Actions } from "./actions.js";
import { AreaList } from "./area_list.js";
import { Backdrop } from "./backdrop.js";
import { BigMap } from "./big_map.js";
import { GeometryCache } from "./geometry_cache.js";
import { Gestures } from "./gestures.js";
import { Labels } from "./labels.js";
import { LinkedMaps } from "./linked_maps.js";
import { Painting } from "./painting.js";
import { Panel } from "./panel.js";
import { Picked } from "./picked.js";
import { Player } from "./player.js";
import { Pointer } from "./pointer.js";
import { Polygon } from "./polygon.js";
import { Report } from "./report.js";
import { Stage } from "./stage.js";
import { StillMap } from "./still_map.js";
import { Swipe } from "./swipe.js";
import { Tip } from "./tip.js";
import { UrlPosition } from "./url_position.js";

export class Parts {
  #root;
  #base;
  #box;
  #part;
  #state;
  #live;

  // root, box and part(name): elements of the page; base: address of the frontend's files;
  // live: { map() its MapLibre map, layers() of it, ready(), gone(), level() in view, where(), openSecond(container),
  // redrawStill() the picture that stands in for it, fit(bounds), framed(bounds) as a view, inView(),
  // sketch() the areas drawn over the map while it cannot be }
  constructor({ root, base, box, part, state, live }) {
    this.#root = root;
    this.#base = base;
    this.#box = box;
    this.#part = part;
    this.#state = state;
    this.#live = live;
    this.#joinData();
    this.#joinViews();
    this.#joinHands();
    this.#joinButtons();
    this.#joinBig();
  }

  // What brings the view here, draws it, and tells others what became of it.
  #joinData() {
    const state = this.#state, live = this.#live, base = this.#base, box = this.#box;
    this.report = new Report(state, { level: () => live.level().id, polygon: () => this.polygon.finished });
    this.linked = new LinkedMaps({
      group: () => state.data?.group, ready: () => live.ready(),
      select: (codes) => { state.select(codes); this.mark(); },
      step: (wave) => this.#goAlong(wave),
      moveTo: (where) => live.map().jumpTo(where),
      tell: () => this.report.now(),
    });
    this.cache = new GeometryCache(base, {
      alive: () => box.isConnected,
      context: (id, polygons) => {
        if (live.layers()) this.painting.setShapes(id, polygons); // not where a picture stands in for the map by now
        if (id === "outline") this.labels.setTowns((polygons?.features ?? []).map((feature) => feature.properties));
      },
      around: () => { this.labels.draw(); box.dataset.around = "1"; },
      detail: (id, polygons) => { this.painting.setShapes(id, polygons); this.mark(); },
    });
    this.painting = new Painting({
      state, base, box, cache: this.cache,
      from: { layers: () => live.layers(), second: () => this.swipe.layers, level: () => live.level() },
    });
  }

  // What shows something.
  #joinViews() {
    const state = this.#state, live = this.#live, part = this.#part, box = this.#box;
    this.url = new UrlPosition(state, box);
    const areaAt = {
      level: () => live.level(), name: (level, id) => this.cache.names(level.id)[id],
      id: (level, code) => this.cache.ids(level.id, [code])[0],
    };
    this.stage = new Stage({ box, state, at: { ...areaAt, few: () => this.panel.few() } });
    this.panel = new Panel({
      root: this.#root, part, state,
      view: {
        playing: () => this.player.playing, level: () => live.level(), few: (id) => this.painting.sparse(id),
        painted: () => !box.dataset.error && !box.dataset.simple,
      },
      acts: {
        step: (wave) => { this.player.stop(); this.player.step(wave); },
        play: () => this.player.play(),
        swipe: (wave) => this.actions.swipe(wave),
        isolate: (number) => { this.painting.isolate(number); this.panel.drawLegend(); },
      },
    });
    this.picked = new Picked({
      sheet: part("picked"), state, at: areaAt,
      close: () => { this.#choose([]); live.map()?.getCanvas().focus({ preventScroll: true }); },
    });
    this.labels = new Labels({
      canvas: part("names"), stage: part("stage"), box,
      content: () => {
        const { id, outside } = live.level();
        return state.named ? { id, names: this.cache.names(id), outside, large: this.stage.on } : null;
      },
    });
    this.swipe = new Swipe({
      parts: { box, stage: part("stage"), frame: part("swipe"), container: part("map2"), handle: part("handle") },
      state,
      source: {
        held: () => this.cache.held, open: (container) => live.openSecond(container),
        where: () => live.where(), look: () => this.painting.look(), gone: () => live.gone(),
      },
      opened: () => { this.painting.catchUp(); this.mark(); },
    });
    this.backdrop = new Backdrop(state, {
      draw: (shown) => { if (live.ready()) this.painting.backdrop(shown); },
      shown: () => { this.panel.press("back", state.background); this.drawNote(); },
      toggled: () => this.report.now(),
    });
  }

  // What the user's hands do on the map.
  #joinHands() {
    const state = this.#state, live = this.#live, part = this.#part;
    this.player = new Player(state, {
      stepped: () => this.#stepped(), toggled: () => this.panel.drawTime(), stopped: () => this.report.now(),
    });
    this.polygon = new Polygon({
      draw: (line, closed, corners) => live.layers().shape(line, closed, corners),
      settled: () => {
        this.pointer.leave();
        this.panel.press("corners", this.polygon.busy);
        this.drawNote();
      },
      finished: () => this.report.now(),
    });
    this.gestures = new Gestures({
      surface: part("map"), stage: part("stage"), svg: part("draw"),
      on: {
        starts: () => { if (this.polygon.busy) this.polygon.stop(); },
        chosen: (contains, shift) => this.pointer.chooseWithin(contains, shift),
        toggled: () => this.mark(),
      },
    });
    this.pointer = new Pointer({
      state, base: this.#base,
      tip: new Tip({ tip: part("tip"), stage: part("stage"), state }),
      at: {
        level: () => live.level(), names: ({ id }) => this.cache.names(id), name: (level, id) => this.cache.names(level.id)[id],
      },
      taken: {
        clicks: () => this.gestures.busy || this.polygon.taken,
        hovering: () => this.gestures.busy || this.polygon.busy,
        crosshair: () => this.polygon.busy,
      },
      on: { outline: (places) => live.layers().emphasise("h", places), chosen: (codes) => this.#choose(codes) },
    });
  }

  #joinButtons() {
    const live = this.#live;
    this.areas = this.#listAreas();
    const { areas, backdrop, gestures, labels, panel, player, polygon, report, swipe } = this;
    this.actions = new Actions({
      state: this.#state, part: this.#part, box: this.#box,
      parts: { areas, backdrop, gestures, labels, panel, player, polygon, report, swipe },
      map: {
        ready: () => live.ready(), library: () => live.map(), layers: () => live.layers(), level: () => live.level(),
        fit: () => live.layers()?.fit(this.#state.data.home ?? this.#state.data.bounds),
        paint: () => this.painting.wave(), drawPanel: () => this.drawPanel(), choose: (codes) => this.#choose(codes),
      },
    });
  }

  #listAreas() {
    const live = this.#live, part = this.#part;
    const areas = new AreaList({
      parts: { box: this.#box, panel: part("areas"), said: part("said") }, state: this.#state,
      at: { level: () => live.level(), names: (id) => this.cache.names(id), focused: () => this.#root.activeElement },
      on: {
        outline: (places) => live.layers()?.emphasise("h", places), chosen: (codes) => this.#choose(codes),
        toggled: () => this.panel.press("list", areas.open), closed: () => live.map()?.getCanvas().focus(),
      },
    });
    return areas;
  }

  #joinBig() {
    const { backdrop, labels, painting, player, report, swipe, url } = this;
    this.big = new BigMap({
      box: this.#box, part: this.#part, state: this.#state, live: this.#live,
      parts: {
        backdrop, labels, painting, player, report, swipe, url,
        mark: () => this.mark(), drawPanel: () => this.drawPanel(),
      },
    });
  }

  #choose(codes) {
    this.linked.select(codes);
    this.linked.tell(this.#state.data.quiet);
    if (this.stage.on) this.stage.portrait(codes.at(-1));
  }

  #stepped() {
    const { data, wave } = this.#state;
    if (this.#live.ready()) {
      this.painting.wave();
      if (this.#state.swipeWave) this.swipe.sync();
      this.#live.map().once("idle", () => { this.#box.dataset.shown = this.#state.wave; });
    } else this.#live.redrawStill();
    this.#live.sketch().again();
    this.drawPanel();
    this.pointer.redraw();
    this.report.stop();
    if (!this.player.playing && !data.quiet) this.report.soon();
    this.linked.step(wave);
  }

  // A picture instead of the map. within(bounds): a view of them
  still(within, status) {
    const state = this.#state, box = this.#box, live = this.#live;
    return new StillMap(this.#part("map"), state, {
      load: async () => {
        const loaded = await this.cache.load(state.data);
        this.cache.hold(loaded);
        return loaded;
      },
      look: () => this.painting.look(),
      view: () => {
        const { fly, home, bounds } = state.data;
        return fly ? within(fly) : this.url.read() ?? within(home ?? bounds);
      },
      address: (file) => new URL(file, this.#base).href,
    }, {
      drawn: () => { status.hide(); box.dataset.shown = state.wave; this.drawPanel(); },
      failed: (error) => status.fail(error, () => live.redrawStill()),
    });
  }

  // The map beside this one went to a wave.
  #goAlong(wave) {
    const state = this.#state;
    if (state.data.group === "own waves") return void this.player.step(state.upTo(wave));
    if (state.data.waves.includes(wave)) return void this.player.step(wave);
    state.lack(wave);
    this.drawPanel();
  }

  mark() {
    this.painting.emphasis();
    this.picked.draw();
    this.panel.press("lasso", this.gestures.drawing);
  }

  drawNote() {
    this.panel.drawNote(this.#note());
  }

  drawPanel() {
    this.#box.classList.toggle("calm", this.#state.asksPlace);
    this.panel.drawAll(this.#note());
    this.areas.draw();
    this.picked.draw();
    this.stage.draw();
  }

  #note() {
    return { hint: this.polygon.hint, backdrop: this.#live.layers()?.backdropOn(), unreachable: this.backdrop.unreachable, simple: Boolean(this.#box.dataset.simple) };
  }
}
