// The areas in view as a list that follows the map: to choose one by keyboard, or by its name.
import { button, element } from "./element.js";
import { figureOf } from "./figure.js";
import { formatCount } from "./values.js";

const MOST = 150; // a longer list is no help
const REST_MS = 300;

export class AreaList {
  #parts;
  #state;
  #at;
  #on;
  #map;
  #waiting;

  // parts: elements box, panel, said; at: { level(), names(level id), focused() the element that has the focus };
  // on: { outline(places), chosen(codes), toggled(), closed() gives the focus back }
  constructor({ parts, state, at, on }) {
    this.#parts = parts;
    this.#state = state;
    this.#at = at;
    this.#on = on;
    this.#parts.panel.addEventListener("keydown", (event) => this.#press(event));
    this.#parts.panel.addEventListener("focusout", () => on.outline([]));
  }

  get open() {
    return !this.#parts.panel.hidden;
  }

  attach(map) {
    this.#map = map;
    map.on("moveend", () => this.#follow());
  }

  toggle() {
    if (this.open) return void this.close();
    if (!this.#map || this.#state.data.grid) return;
    this.#parts.panel.hidden = false;
    this.draw();
    this.#parts.panel.querySelector('[tabindex="0"]')?.focus();
    this.#say(this.#summary(this.#inView().length));
    this.#on.toggled();
  }

  close() {
    this.#parts.panel.hidden = true;
    this.#on.outline([]);
    this.#on.closed();
    this.#on.toggled();
  }

  // As what is shown changes; the focus stays on its area, or goes to the first.
  draw() {
    if (!this.open) return;
    const { panel } = this.#parts, held = panel.contains(this.#at.focused()) ? this.#at.focused() : null;
    const found = this.#inView(), shown = found.slice(0, MOST);
    const at = Math.max(0, shown.findIndex(({ name }) => name.c === held?.dataset.code));
    const list = element("ul");
    list.append(...shown.map((area, n) => this.#row(area, n === at)));
    panel.replaceChildren(this.#head(found.length), list);
    if (found.length > MOST) panel.append(element("p", "", `De eerste ${MOST} op naam. Zoom in voor de andere.`));
    if (held?.dataset.code) (list.querySelector('[tabindex="0"]') ?? panel.querySelector("button")).focus();
    else if (held) panel.querySelector("button").focus();
  }

  // What the map shows now, for who cannot see it; only while the user is on the map.
  #follow() {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.draw();
      if (this.#at.focused() && !this.#state.data.grid) this.#say(this.#summary(this.#inView().length));
    }, REST_MS);
  }

  stop() {
    clearTimeout(this.#waiting);
  }

  #say(text) {
    this.#parts.said.textContent = text;
  }

  #summary(amount) {
    return amount ? `${formatCount(amount)} ${this.#at.level().label} in beeld` : `Geen ${this.#at.level().label} in beeld`;
  }

  // Areas of the place whose label lies on the map, by name.
  #inView() {
    const level = this.#at.level(), { clientWidth, clientHeight } = this.#map.getContainer();
    const here = this.#at.names(level.id).map((name, id) => ({ name, id })).filter(({ name, id }) => {
      if (level.outside?.[id] === "1") return false;
      const { x, y } = this.#map.project(name.p);
      return x >= 0 && y >= 0 && x <= clientWidth && y <= clientHeight;
    });
    return here.sort((one, other) => one.name.n.localeCompare(other.name.n, "nl"));
  }

  #head(amount) {
    const head = element("div", "head"), close = button("close", "×");
    close.title = "Sluit de lijst (Esc)";
    close.setAttribute("aria-label", close.title);
    close.onclick = () => this.close();
    head.append(element("strong", "", this.#summary(amount)), close);
    return head;
  }

  #row({ name, id }, first) {
    const level = this.#at.level(), { colour, text } = figureOf(this.#state, level, id);
    const row = element("li"), choose = button(), swatch = element("i"), words = element("span");
    choose.dataset.code = name.c;
    choose.tabIndex = first ? 0 : -1;
    choose.setAttribute("aria-pressed", String(this.#state.selected.includes(name.c)));
    swatch.style.background = colour;
    words.append(element("b", "", name.n), element("small", "", text));
    choose.append(swatch, words);
    choose.onclick = (event) => this.#choose(name, text, event.shiftKey);
    choose.onfocus = () => this.#on.outline([[level.id, id]]);
    row.append(choose);
    return row;
  }

  #choose(name, text, shift) {
    const codes = this.#state.afterClick(name.c, shift);
    this.#on.chosen(codes);
    this.draw();
    this.#say(codes.includes(name.c) ? `${name.n} gekozen: ${text}` : `${name.n} niet meer gekozen`);
  }

  #press(event) {
    const rows = [...this.#parts.panel.querySelectorAll("[data-code]")], now = rows.indexOf(event.target);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (event.key === "Escape") this.close();
    else if (to === undefined || now < 0) return;
    else this.#move(rows, now, Math.min(Math.max(to, 0), rows.length - 1));
    event.preventDefault();
    event.stopPropagation();
  }

  #move(rows, from, to) {
    rows[from].tabIndex = -1;
    rows[to].tabIndex = 0;
    rows[to].focus();
  }
}
