// The map as large as the screen, with the words of a stage upon it; afterwards it is as it was before.
import { element } from "./element.js";

export class BigMap {
  #box;
  #part;
  #state;
  #live;
  #parts;
  #given = null; // Python's word, as it came
  #words = null; // { title, finds } while the map is large
  #before = null;
  #settling = null;
  #place = null; // stands where the map stood, so that the page does not move

  // live: as Parts has it; parts: { backdrop, labels, painting, player, report, swipe, url, mark(), drawPanel() } of the map
  constructor({ box, part, state, live, parts }) {
    this.#box = box;
    this.#part = part;
    this.#state = state;
    this.#live = live;
    this.#parts = parts;
  }

  get on() {
    return this.#words !== null;
  }

  // What is drawn: Python's word, dressed for a room while the map is large.
  dressed(data) {
    this.#given = data;
    if (!this.on) return data;
    const { big } = data;
    const stage = { ...this.#words, where: data.where, border: big.border, at: null };
    const look = big.palettes
      ? { palette: big.palette, missing: big.missing, scenery: big.scenery, levels: data.levels.map((level, n) => ({ ...level, palette: big.palettes[n] })) }
      : {};
    return { ...data, ...look, group: null, height: null, fly: null, stage };
  }

  // Whether the map still has to be drawn in the size it has by now.
  get settling() {
    return this.#settling !== null;
  }

  // dialog: where the map goes; finding: what it tells of the wave that is shown, or empty
  enter(dialog, finding) {
    const state = this.#state, live = this.#live, { report, url, player } = this.#parts;
    player.stop();
    report.hush();
    this.#before = {
      act: state.kept(), view: this.#settling?.view ?? (live.map() ? viewOf(live.where()) : null),
      fills: this.#box.classList.contains("fills"), height: this.#part("stage").style.height,
    };
    const seen = url.hasMoved && live.map() ? boundsOf(live.inView()) : this.#given.home ?? this.#given.bounds;
    this.#place = element("div");
    this.#place.style.height = `${this.#box.offsetHeight}px`;
    this.#box.replaceWith(this.#place);
    this.#part("stage").style.height = "";
    this.#box.classList.add("fills");
    dialog.append(this.#box);
    this.#words = finding ? { title: finding, finds: state.wave } : { title: state.data.title, finds: null };
    state.take(this.dressed(this.#given));
    this.#parts.drawPanel();
    this.#settle(() => live.framed(seen), () => live.fit(seen));
  }

  leave() {
    const state = this.#state, live = this.#live, { report, player } = this.#parts;
    player.stop();
    this.#words = null;
    const { act, view, fills, height } = this.#before;
    this.#place.replaceWith(this.#box);
    this.#box.classList.toggle("fills", fills);
    this.#part("stage").style.height = height;
    state.take(this.#given);
    state.putBack(act);
    this.#parts.drawPanel();
    this.#settle(() => view, () => live.map().jumpTo(view));
    report.speak();
  }

  // The picture stands at once, on a canvas; the map itself takes longer to draw, and follows after it is shown.
  #settle(view, place) {
    const live = this.#live;
    if (!live.ready()) return;
    if (!this.#state.data.grid) live.sketch().over(view());
    const mine = this.#settling = { view: this.#before.view };
    requestAnimationFrame(() => setTimeout(() => {
      if (mine !== this.#settling || !live.ready()) return;
      this.#parts.url.still(() => {
        this.#redraw();
        place();
      });
      this.#settling = null;
      for (const event of ["idle", "movestart"]) live.map().once(event, () => { if (!this.settling) live.sketch().lift(); });
    }));
  }

  #redraw() {
    const { backdrop, labels, mark, painting, swipe } = this.#parts;
    this.#live.map().resize();
    swipe.resize();
    backdrop.show();
    painting.style();
    painting.wave();
    swipe.sync();
    mark();
    labels.draw();
  }
}

function viewOf({ center: { lng, lat }, zoom }) {
  return { center: [lng, lat], zoom };
}

function boundsOf([west, south, east, north]) {
  return [[west, south], [east, north]];
}
