// What one map shows and what the user did on it. It has no page and no map; everyone else reads it and
// changes it through its methods only.
import { frameOf } from "./classes.js";

const asksPlace = (data) => Array.isArray(data?.points);

// A map on which people point at a place shows areas and no figures.
function calmed(data) {
  if (!asksPlace(data)) return data;
  const levels = data.levels.map((level) => ({ ...level, people: null })); // no area is hatched
  return { ...data, levels, grid: null, swipe: null, selected: [], marked: null };
}

export class ViewState {
  #data = null;
  #wave = null;
  #selected = [];
  #swipeWave = null;
  #lacking = null; // wave of the map beside it that this one has no figures of
  #named = false;
  #background = false;
  #isolated = null;

  // Python's word. Only a new order overrules what was done here.
  take(given) {
    const before = this.#data, data = calmed(given);
    this.#data = data;
    if (!before || before.order !== data.order) {
      this.#wave = data.wave;
      this.#selected = data.selected;
      this.#background = Boolean(data.background);
      this.#swipeWave = data.swipe;
      this.#isolated = null;
      this.#lacking = data.lacks ?? null;
    }
    if (!data.waves.includes(this.#wave)) this.#wave = data.wave;
    if (this.#swipeWave) this.swipe(this.#swipeWave);
    if (!before || before.named !== data.named) this.#named = data.named;
  }

  // Where the map asks for a place: [[lng, lat], …] that people pointed at.
  ask(places) {
    this.#data = calmed({ ...this.#data, points: places });
    this.#selected = [];
    this.#swipeWave = this.#isolated = null;
    this.#named = true;
  }

  get data() { return this.#data; }
  get asksPlace() { return asksPlace(this.#data); }
  get wave() { return this.#wave; }
  get selected() { return this.#selected; }
  get lacking() { return this.#lacking; }
  get swipeWave() { return this.#swipeWave; }
  get named() { return Boolean(this.#named); }
  get background() { return this.#background; }
  get isolated() { return this.#isolated; }

  // What the user did, to put back later.
  kept() {
    return {
      wave: this.#wave, selected: this.#selected, swipeWave: this.#swipeWave, named: this.#named,
      background: this.#background, isolated: this.#isolated, order: this.#data.order,
    };
  }

  // A later order of Python stands.
  putBack(kept) {
    if (kept.order !== this.#data.order) return;
    this.#selected = kept.selected;
    this.#swipeWave = kept.swipeWave;
    this.#named = kept.named;
    this.#background = kept.background;
    this.#isolated = kept.isolated;
    if (this.#data.waves.includes(kept.wave)) this.#wave = kept.wave;
  }

  // Whether what is shown changed. While there is a swipe, one after that on the right takes its place there.
  step(wave) {
    if (!this.#data.waves.includes(wave)) return false;
    const wasBlank = this.#lacking !== null;
    this.#lacking = null;
    if (wave === this.#wave || wave === this.#swipeWave) return wasBlank;
    if (this.#swipeWave && wave > this.#swipeWave) this.#swipeWave = wave;
    else this.#wave = wave;
    return true;
  }

  // The last wave up to another one: maps side by side may share no wave.
  upTo(wave) {
    return this.#data.waves.findLast((own) => own <= wave) ?? this.#data.waves[0];
  }

  // A map beside this one shows a wave that is not here: nothing is shown, and never another wave unsaid.
  lack(wave) {
    this.#lacking = wave;
  }

  // The wave before or after this one, if any.
  beside(direction) {
    return this.#data.waves[this.#data.waves.indexOf(this.#wave) + direction];
  }

  get isLast() {
    return this.#wave === this.#data.waves.at(-1);
  }

  // The first other wave to swipe to.
  get other() {
    const { waves } = this.#data;
    return this.#wave === waves[0] ? waves.at(-1) : waves[0];
  }

  // The earlier of two waves lies on the left; null ends it, and leaves the later one.
  swipe(wave) {
    const both = [this.#wave, wave ?? this.#swipeWave].filter((one) => this.#data.waves.includes(one)).sort((a, b) => a - b);
    this.#wave = wave === null ? both.at(-1) : both[0];
    this.#swipeWave = wave !== null && both[0] < both[1] ? both[1] : null;
  }

  // Whether a second wave can be shown; one that cannot is forgotten.
  keepSwipe() {
    const { waves, grid } = this.#data;
    const on = Boolean(this.#swipeWave) && waves.includes(this.#swipeWave) && !grid;
    if (!on) this.#swipeWave = null;
    return on;
  }

  select(codes) {
    this.#selected = codes;
  }

  // The selection after a click on an area, with shift or without.
  afterClick(code, shift) {
    const chosen = this.#selected.includes(code);
    if (shift) return chosen ? this.#selected.filter((c) => c !== code) : [...this.#selected, code];
    return chosen && this.#selected.length === 1 ? [] : [code];
  }

  // The selection with more areas besides.
  with(codes) {
    return [...new Set([...this.#selected, ...codes])];
  }

  toggleNames() {
    this.#named = !this.#named;
  }

  toggleBackground() {
    this.#background = !this.#background;
  }

  // Classes shown alone, in order, or null for all. Each click adds one or takes it away.
  isolate(number) {
    const others = (this.#isolated ?? []).filter((one) => one !== number);
    const chosen = this.isIsolated(number) ? others : [...others, number].sort((a, b) => a - b);
    this.#isolated = chosen.length ? chosen : null;
  }

  isIsolated(number) {
    return Boolean(this.#isolated?.includes(number));
  }

  // How a wave is written: with the base year where changes are shown.
  when(wave) {
    return this.#data.base ? `${this.#data.base}–${wave}` : wave;
  }

  // Classes of all levels in a wave.
  frames(wave) {
    const { levels, waves } = this.#data;
    return levels.map((level) => [level.id, frameOf(level, waves, wave)]);
  }

  // What Python is told: it counts for the view it was done in; Python ignores it for another order.
  message(level, drawn) {
    return {
      order: this.#data.order, wave: this.#wave, selected: this.#selected, background: this.#background,
      swipe: this.#swipeWave ?? null, level, named: this.named, drawn,
    };
  }
}
