// The waves below the map: at their true distance where there is room for that, else one after the other.
import { button, element } from "./element.js";
import { PACES, choosePace, pace } from "./pace.js";

const APART = 34, ENDS = 30.4; // pixels that a year takes up, and of room at the ends of the track together

// Where each year lies between the first and the last (0 to 1), and the smallest distance between two.
export function distances(years) {
  const first = years[0], span = years.at(-1) - first;
  const places = years.map((year) => (span ? (year - first) / span : 0));
  const gaps = places.slice(1).map((place, n) => place - places[n]);
  return { places, closest: Math.min(1, ...gaps) };
}

export class TimeBar {
  #root;
  #state;
  #view;
  #acts;
  #play = button("play");
  #sign = element("i");
  #word = element("span");
  #pace = element("select", "pace");
  #waves = element("div", "waves");
  #after = element("div", "why");
  #swipe = element("label", "right", "Rechts van de schuif: ");
  #width = 0;
  #closest = 1;
  #watch;

  // bar: element; view: { playing() }; acts: { step(wave), play(), swipe(wave) }
  constructor({ root, bar, state, view, acts }) {
    this.#root = root;
    this.#state = state;
    this.#view = view;
    this.#acts = acts;
    this.#play.title = "Alle metingen na elkaar (p)";
    this.#play.onclick = () => acts.play();
    this.#sign.setAttribute("aria-hidden", "true");
    this.#play.append(this.#sign, " ", this.#word);
    this.#pace.title = "Tempo van afspelen";
    this.#pace.setAttribute("aria-label", "Tempo van afspelen");
    this.#pace.append(...PACES.map(([name]) => element("option", "", name)));
    this.#pace.onchange = () => choosePace(this.#pace.value);
    bar.append(this.#play, this.#pace, this.#waves, this.#swipe, this.#after);
    this.#watch = new ResizeObserver(([{ contentRect }]) => {
      this.#width = contentRect.width;
      this.#lay();
    });
    this.#watch.observe(this.#waves);
  }

  draw() {
    const { data, wave: shown, swipeWave } = this.#state;
    const years = data.base ? [data.base, ...data.all_waves] : data.all_waves;
    const { places, closest } = distances(years.length ? years : [0]);
    const focused = this.#root.activeElement?.dataset?.wave; // its button is drawn anew: the focus must not be lost
    this.#closest = closest;
    this.#waves.replaceChildren(...years.map((year, n) => {
      const mark = data.base && n === 0 ? element("span", "since", year) : this.#wave(year);
      mark.style.setProperty("--at", places[n]);
      return mark;
    }));
    this.#waves.classList.toggle("changes", Boolean(data.base));
    this.#waves.style.setProperty("--to", places[years.indexOf(shown)] ?? 0);
    this.#play.hidden = this.#pace.hidden = data.waves.length < 2;
    this.#pace.value = pace();
    [this.#sign.textContent, this.#word.textContent] = this.#view.playing() ? ["❚❚", "Stop"] : ["▶", "Speel af"];
    this.#after.textContent = data.waves.length < data.all_waves.length ? data.why : "";
    this.#after.hidden = !this.#after.textContent;
    this.#swipe.hidden = !swipeWave;
    if (swipeWave) this.#offerSwipe();
    this.#lay();
    if (focused) this.#waves.querySelector(`[data-wave="${focused}"]`)?.focus();
  }

  #wave(year) {
    const { data, wave, swipeWave, lacking } = this.#state;
    const made = button("", year);
    made.dataset.wave = year;
    made.disabled = !data.waves.includes(year);
    if (made.disabled) made.title = data.why || "Geen cijfers voor deze meting";
    made.setAttribute("aria-pressed", String(lacking === null && (year === wave || year === swipeWave)));
    made.onclick = () => this.#acts.step(year);
    return made;
  }

  // A row that is too long for its place can be scrolled; the wave on the map stays in sight.
  #lay() {
    const waves = this.#waves, isTrack = this.#closest * (this.#width - ENDS) >= APART;
    waves.classList.toggle("track", isTrack);
    const shown = isTrack ? null : waves.querySelector('[aria-pressed="true"]');
    if (shown) waves.scrollLeft = shown.offsetLeft - waves.offsetLeft - (this.#width - shown.offsetWidth) / 2;
  }

  #offerSwipe() {
    const { data, wave: left, swipeWave } = this.#state;
    const list = element("select", "swipewave");
    for (const wave of data.waves.filter((one) => one !== left)) {
      const option = element("option", "", wave);
      option.value = wave;
      option.selected = wave === swipeWave;
      list.append(option);
    }
    list.onchange = () => this.#acts.swipe(Number(list.value));
    this.#swipe.replaceChildren("Rechts van de schuif: ", list);
  }
}
