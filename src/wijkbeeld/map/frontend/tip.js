// The label at the pointer.
import { element } from "./element.js";
import { figureOf } from "./figure.js";
import { count, decode, format, formatCount } from "./values.js";

export class Tip {
  #tip;
  #stage;
  #state;

  constructor({ tip, stage, state }) {
    this.#tip = tip;
    this.#stage = stage;
    this.#state = state;
  }

  // An area by its number in a level; name as the geometry has it.
  area(level, id, name, point) {
    const { data, wave } = this.#state;
    const place = data.waves.indexOf(wave);
    const { klasse, colour, text } = figureOf(this.#state, level, id);
    const value = decode(level, place, id);
    const tip = this.#tip;
    const line = element("div");
    const swatch = element("i");
    swatch.style.background = colour;
    line.append(swatch, text);
    tip.replaceChildren(element("b", "", name.n), element("span", "", name.g === name.n ? "" : name.g), line);
    if (klasse && level.second) tip.append(element("div", "", this.#second(level, place, id)));
    const since = klasse && !level.second ? this.#since(level, wave, id, value) : "";
    if (since) tip.append(element("div", "more", since));
    const people = count(level, id);
    const lived = people === null ? "inwoners onbekend" : `${formatCount(people)} inwoners (${level.people_year})`;
    if (level.people) tip.append(element("div", "more", lived));
    this.#show(point);
  }

  #second(level, place, id) {
    const { other } = this.#state.data;
    return `${other.title}: ${format(decode(level.second, place, id), other.decimals, other.signed)} ${other.unit}`;
  }

  // The change since the first wave that compares with this one; empty where there is none.
  #since(level, wave, id, value) {
    const { data } = this.#state;
    const from = data.since?.from[wave];
    const before = from ? decode(level, data.waves.indexOf(from), id) : NaN;
    if (!Number.isFinite(before)) return "";
    return `${format(value - before, data.since.decimals, true)} ${data.since.unit} sinds ${from}`;
  }

  text(title, text, point) {
    this.#tip.replaceChildren(element("b", "", title), element("div", "", text));
    this.#show(point);
  }

  hide() {
    this.#tip.style.display = "none";
  }

  #show(point) {
    const tip = this.#tip;
    tip.style.display = "block"; // first: it has no size before
    const stage = this.#stage.getBoundingClientRect();
    const left = point.x + 16 + tip.offsetWidth > stage.width ? point.x - tip.offsetWidth - 12 : point.x + 16;
    tip.style.left = `${Math.max(4, left)}px`;
    tip.style.top = `${Math.max(4, Math.min(point.y + 12, stage.height - tip.offsetHeight - 6))}px`;
  }
}
