// How each kind of picture is shown large. A view: { enter(dialog), leave(), acts(shift): what keys do, keys: their list }.
import { element } from "./element.js";
import { PACES, choosePace } from "./pace.js";
import { DrawnView } from "./big_drawn.js";
import { TableView } from "./big_table.js";
import { words } from "./words.js";

const FINDING = ".st-key-kaart_bevinding h2";
const GONE = "Wijkbeeld is nu niet bereikbaar. Dit is de grafiek zoals die op de pagina staat.";

// contents: BigContents; say(text): a word to the user that goes away by itself
export function viewOf(picture, contents, say) {
  if (picture.kind === "kaart") return new MapView(picture, say);
  if (picture.kind === "plaat") return new DrawnView(picture);
  return new ContentView(picture, contents);
}

class MapView {
  #map;
  #host;
  #say;

  constructor({ map, element: host }, say) {
    this.#map = map;
    this.#host = host;
    this.#say = say;
  }

  get title() {
    return this.#map.title();
  }

  get keys() {
    return [
      ["→ ↓ · spatie", "volgende meting"], ["← ↑", "vorige meting"], ["P", "alle metingen na elkaar"],
      ["1 2 3", `tempo: ${PACES.map(([name]) => name).join(", ")}`], ["S of V", "twee metingen naast elkaar; shift en pijl schuift"],
      ["+ − 0", "inzoomen, uitzoomen, alles in beeld"], ["N", "namen op de kaart"], ["klik", "portret van een gebied"],
    ];
  }

  enter(dialog) {
    this.#map.big.enter(dialog, this.#finding());
  }

  // What the page found, where that is about the wave on the map: the sentence follows the map a moment later.
  #finding() {
    const finding = this.#host.closest(".st-key-kaart")?.querySelector(FINDING)?.textContent.trim() ?? "";
    return finding.includes(String(this.#map.where().wave)) ? finding : "";
  }

  leave() {
    this.#map.big.leave();
  }

  close() {
    return this.#map.close();
  }

  acts(shift) {
    const map = this.#map, next = () => map.step(1), back = () => map.step(-1);
    const paces = Object.fromEntries(PACES.map(([name], n) => [n + 1, () => {
      choosePace(name);
      this.#say(`Tempo: ${name}`);
    }]));
    return {
      ...paces, " ": next, ArrowDown: next, ArrowUp: back,
      ArrowRight: shift ? () => map.slide(5) : next, ArrowLeft: shift ? () => map.slide(-5) : back,
      p: () => map.play(), s: () => map.swipe(), v: () => map.swipe(), n: () => map.press("letters"),
      "+": () => map.press("in"), "=": () => map.press("in"), "-": () => map.press("out"), 0: () => map.press("fit"),
    };
  }

  get buttons() {
    return [["‹", "Vorige meting (←)", "ArrowLeft"], ["▶", "Alle metingen na elkaar (p)", "p"], ["›", "Volgende meting (→)", "ArrowRight"]];
  }
}

// A chart or a table, of which the server knows what it looks like large.
class ContentView {
  #picture;
  #contents;
  #layer = element("section", "big-layer");
  #table = null;

  constructor(picture, contents) {
    this.#picture = picture;
    this.#contents = contents;
  }

  get title() {
    return this.#layer.querySelector("h1")?.textContent ?? "";
  }

  get keys() {
    return this.#table ? [["↓ ↑ · spatie", "volgende en vorige rijen"], ["→ ←", "andere kolommen"]] : [];
  }

  enter(dialog) {
    dialog.append(this.#layer);
    const held = this.#contents.get(this.#picture.name);
    if (held.content) return void this.#fill(held.content);
    held.asked.then(() => {
      if (!this.#layer.isConnected) return;
      if (held.content) this.#fill(held.content);
      else if (this.#picture.kind === "grafiek") this.#fillFromPage();
      else words(this.#layer, { title: "Deze tabel", missing: "Wijkbeeld is nu niet bereikbaar.", lines: [] }, false);
    });
  }

  #fill({ chart, table }) {
    if (table) {
      this.#table = new TableView(this.#layer, table);
      return;
    }
    this.#layer.classList.toggle("dark", chart.dark);
    words(this.#layer, chart, chart.fictional);
  }

  #fillFromPage() {
    const { element: host } = this.#picture;
    const alt = host.querySelector('[role="figure"]')?.getAttribute("aria-label") ?? "";
    words(this.#layer, { title: alt.split(". ")[0], sub: GONE, lines: [] }, false);
    const box = element("div", "chart from-page");
    for (const drawn of host.querySelectorAll("svg.main-svg")) box.append(drawn.cloneNode(true));
    this.#layer.append(box);
    const { width, height } = host.querySelector("svg.main-svg").getBoundingClientRect();
    for (const drawn of box.children) drawn.setAttribute("viewBox", `0 0 ${width} ${height}`);
  }

  leave() {
    this.#table?.leave();
    this.#layer.remove();
  }

  close() {
    return false;
  }

  acts() {
    const table = this.#table;
    if (!table) return {};
    return {
      ArrowDown: () => table.page(1), " ": () => table.page(1), ArrowUp: () => table.page(-1),
      ArrowRight: () => table.across(1), ArrowLeft: () => table.across(-1),
    };
  }

  get buttons() {
    return this.#table ? [["˄", "Vorige rijen (↑)", "ArrowUp"], ["˅", "Volgende rijen (↓)", "ArrowDown"]] : [];
  }
}
