// The area that was tapped, in a sheet below the map: name, value, class and year. For a page on which a tap does no more.
import { button, element } from "./element.js";
import { figureOf } from "./figure.js";

export class Picked {
  #sheet;
  #text = element("div", "figures");
  #state;
  #at;

  // sheet: element; at: { level(), id(level, code), name(level, id) }; close(): choose no area
  constructor({ sheet, state, at, close }) {
    this.#sheet = sheet;
    this.#state = state;
    this.#at = at;
    this.#text.setAttribute("role", "status");
    const shut = button("close", "×");
    shut.setAttribute("aria-label", "Sluit dit gebied");
    shut.onclick = close;
    sheet.append(this.#text, shut);
  }

  draw() {
    const { data, selected } = this.#state, level = this.#at.level();
    const id = data.sheet && selected.length ? this.#at.id(level, selected.at(-1)) : undefined;
    this.#sheet.hidden = id === undefined;
    this.#text.replaceChildren(...(id === undefined ? [] : this.#lines(level, id)));
  }

  #lines(level, id) {
    const { data, wave, swipeWave } = this.#state, { n: name, g: town } = this.#at.name(level, id);
    const head = element("p");
    head.append(element("b", "", name), ...(town && town !== name ? [element("span", "", town)] : []));
    const waves = [wave, swipeWave].filter(Boolean);
    return [head, element("p", "measure", data.title), ...waves.map((one) => this.#line(level, id, one))];
  }

  #line(level, id, wave) {
    const { colour, text } = figureOf({ data: this.#state.data, wave }, level, id);
    const line = element("p", "figure"), swatch = element("i");
    swatch.style.background = colour;
    line.append(element("strong", "", this.#state.when(wave)), swatch, element("span", "", text));
    return line;
  }
}
