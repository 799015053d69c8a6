// A map for a room: title, year, legend and source large upon it, and the portrait of an area that is clicked.
import { labelsOf, paletteOf } from "./classes.js";
import { element } from "./element.js";
import { SIMPLE } from "./panel.js";
import { decode, format } from "./values.js";

const SHORT = 60, MIDDLE = 7; // letters of a title in large type, and of a word in the middle of the legend
const EDGE = 30; // pixels around a map
const WIDE = 100, TALL = 34; // of the drawing in a portrait

export class Stage {
  #box;
  #state;
  #at;
  #open = null;
  #made = null;

  // box: the element of the map; at: { level(), name(level, id), id(level, code), few() hatched areas }
  constructor({ box, state, at }) {
    this.#box = box;
    this.#state = state;
    this.#at = at;
  }

  get on() {
    return Boolean(this.#state.data?.stage);
  }

  // Pixels that are to be left free: beside the words at the left, below them on a screen that stands upright, and
  // between those of one of two maps.
  get room() {
    const { column, title, year } = this.#made ?? {};
    if (!column) return { top: EDGE, left: EDGE, bottom: EDGE };
    if (this.#state.data?.stage?.half) return { top: title.offsetTop + title.offsetHeight + EDGE, left: EDGE, bottom: column.offsetHeight - year.offsetTop + EDGE };
    const { offsetWidth: wide, offsetHeight: high } = column;
    return wide < this.#box.offsetWidth ? { top: EDGE, left: wide || EDGE, bottom: EDGE } : { top: EDGE + high, left: EDGE, bottom: EDGE };
  }

  draw() {
    this.#box.classList.toggle("onstage", this.on);
    for (const part of this.#made?.whole ?? []) part.hidden = !this.on;
    if (!this.on) return void (this.#open = null);
    this.#made ??= this.#build();
    const { data, wave, swipeWave } = this.#state;
    const { stage } = data, made = this.#made;
    const title = stage.finds === null || stage.finds === wave ? stage.title : data.title; // a finding is of one wave
    made.title.textContent = title;
    made.title.classList.toggle("long", title.length > SHORT);
    this.#box.classList.toggle("half", Boolean(stage.half));
    const beside = stage.half ? [] : [title.includes(stage.where) ? "" : stage.where, title === data.title || this.#state.asksPlace ? "" : data.title];
    made.where.textContent = beside.filter(Boolean).join(" · ");
    made.fictional.hidden = !data.fictional;
    made.year.textContent = wave;
    made.since.textContent = data.base ? `sinds ${data.base}` : "";
    made.right.textContent = swipeWave ?? "";
    made.right.hidden = !swipeWave;
    made.source.textContent = [data.source && `Bron: ${data.source.replace(/^Bron: /, "")}`, data.title, ...this.#marks(), this.#box.dataset.simple && SIMPLE].filter(Boolean).join(" · ");
    this.#legend(made);
    this.#portrait();
  }

  // Show an area by its code, or none.
  portrait(code) {
    this.#open = code ?? null;
    this.#portrait();
    return Boolean(this.#open);
  }

  // Whether something was open to close.
  close() {
    const was = Boolean(this.#open);
    this.portrait(null);
    return was;
  }

  #build() {
    const column = element("div", "column");
    const made = { column };
    for (const [name, tag] of [["title", "h2"], ["where", "p"], ["fictional", "p"], ["year", "div"], ["since", "p"], ["strip", "div"], ["ends", "div"], ["source", "p"]]) {
      made[name] = element(tag, `big-${name}`);
      column.append(made[name]);
    }
    made.fictional.textContent = "fictief";
    made.right = element("div", "big-right");
    made.portrait = element("section", "portrait");
    made.portrait.hidden = true;
    made.whole = [column, made.right, made.portrait];
    this.#box.querySelector(".stage").append(...made.whole);
    return made;
  }

  // What colours and lines besides the classes mean.
  #marks() {
    const { data } = this.#state;
    const [missing, hatched] = data.grid ? ["", ""] : [`wit: ${data.absent}`, `gearceerd: minder dan ${data.fewest} inwoners`];
    return [missing, this.#at.few() ? hatched : "", data.marked ? `oranje rand: ${data.marked.label}` : ""];
  }

  #legend({ strip, ends }) {
    const level = this.#at.level(), { data } = this.#state;
    const palette = paletteOf(data, level), labels = labelsOf(data, level);
    strip.replaceChildren(...palette.map((colour) => {
      const part = element("i");
      part.style.background = colour;
      return part;
    }));
    const middle = labels.length % 2 ? labels[(labels.length - 1) / 2] : "";
    const words = [labels[0], middle.length <= MIDDLE ? middle : "", labels.at(-1)];
    ends.replaceChildren(...words.filter(Boolean).map((word) => element("span", "", word)));
  }

  #portrait() {
    if (!this.#made) return;
    const { portrait } = this.#made, level = this.#at.level();
    const id = this.#open ? this.#at.id(level, this.#open) : undefined;
    portrait.hidden = id === undefined;
    if (id === undefined) return;
    const { data, wave } = this.#state;
    const name = this.#at.name(level, id);
    const values = data.waves.map((_, place) => (+(level.classes[place]?.[id] ?? 0) ? decode(level, place, id) : NaN));
    const place = data.waves.indexOf(wave);
    const klasse = +(level.classes[place]?.[id] ?? 0);
    const text = klasse ? `${labelsOf(data, level)[klasse - 1]} (${format(values[place], data.decimals, data.signed)})` : data.absent;
    const swatch = element("i");
    swatch.style.background = klasse ? paletteOf(data, level)[klasse - 1] : data.missing;
    const now = element("p", "now");
    now.append(swatch, text);
    portrait.replaceChildren(element("h3", "", name.n), now, course(this.#box.querySelector("svg").namespaceURI, data, values, wave));
  }
}

// The values of an area over the waves, at their true distance; what is missing leaves a gap.
function course(svg, { waves }, values, wave) {
  const known = values.filter(Number.isFinite);
  const box = document.createElementNS(svg, "svg");
  box.setAttribute("viewBox", `-3 -4 ${WIDE + 6} ${TALL + 16}`);
  box.setAttribute("aria-hidden", "true");
  if (known.length < 2) return box;
  const low = Math.min(...known), span = Math.max(...known) - low || 1, years = waves.at(-1) - waves[0] || 1;
  const at = (n) => [((waves[n] - waves[0]) / years) * WIDE, TALL - ((values[n] - low) / span) * TALL];
  let line = "", open = false;
  values.forEach((value, n) => {
    if (Number.isFinite(value)) line += `${open ? "L" : "M"}${at(n).map((part) => part.toFixed(1)).join(" ")}`;
    open = Number.isFinite(value);
  });
  const path = document.createElementNS(svg, "path");
  path.setAttribute("d", line);
  box.append(path);
  const here = waves.indexOf(wave);
  if (Number.isFinite(values[here])) {
    const dot = document.createElementNS(svg, "circle");
    const [x, y] = at(here);
    for (const [key, value] of [["cx", x], ["cy", y], ["r", 2.2]]) dot.setAttribute(key, value);
    box.append(dot);
  }
  for (const [n, anchor] of [[0, "start"], [waves.length - 1, "end"]]) {
    const year = document.createElementNS(svg, "text");
    for (const [key, value] of [["x", n ? WIDE : 0], ["y", TALL + 11], ["text-anchor", anchor]]) year.setAttribute(key, value);
    year.textContent = waves[n];
    box.append(year);
  }
  return box;
}
