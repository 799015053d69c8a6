// The label at the pointer.
import { element } from "./panel.js";
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
    const klasse = +(level.classes[place]?.[id] ?? 0);
    const value = decode(level, place, id);
    const tip = this.#tip;
    const line = element("div");
    const swatch = element("i");
    swatch.style.background = klasse ? data.palette[klasse - 1] : data.missing;
    const figure = data.unit ? ` · ${format(value, data.decimals, data.signed)} ${data.unit}` : "";
    line.append(swatch, klasse ? `${data.labels[klasse - 1]}${figure}` : data.absent);
    tip.replaceChildren(element("b", "", name.n), element("span", "", name.g === name.n ? "" : name.g), line);
    const before = decode(level, 0, id);
    if (!data.base && place > 0 && klasse && Number.isFinite(before)) {
      tip.append(element("div", "more", `${format(value - before, 3, true)} punt sinds ${data.waves[0]}`));
    }
    const people = count(level, id);
    if (people !== null) tip.append(element("div", "more", `${formatCount(people)} inwoners (${level.people_year})`));
    this.#show(point);
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
