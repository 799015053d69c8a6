// A table in large type: its first column and the other columns that fit, as many rows as fit, paged by keys.
import { element } from "./element.js";

const EMPTY = 4; // rows are drawn until one more would not fit; never fewer than one

export class TableView {
  #box;
  #table;
  #drawn = element("table");
  #place = element("p", "place");
  #row = 0;
  #fit = 1; // rows on the screen
  #column = 1; // the first that stands beside the column with names
  #columns = []; // that are shown
  #watch;

  // table: { title, columns, figures, rows, of, fictional, source }
  constructor(layer, table) {
    this.#table = table;
    layer.classList.add("words");
    const title = element("h1", "long");
    if (table.fictional) title.append(element("span", "fictional", "fictief"));
    title.append(table.title);
    this.#box = element("div", "rows");
    this.#box.append(this.#drawn);
    layer.append(title, this.#box, this.#place);
    if (table.source) layer.append(element("p", "source", `Bron: ${table.source.replace(/^Bron: /, "")}`));
    this.#watch = new ResizeObserver(() => this.#draw());
    this.#watch.observe(this.#box);
    this.#draw();
  }

  leave() {
    this.#watch.disconnect();
  }

  page(way) {
    const next = this.#row + way * this.#fit;
    if (next >= this.#table.rows.length) return;
    this.#row = Math.max(0, next);
    this.#draw();
  }

  across(way) {
    const last = this.#columns.at(-1), { columns } = this.#table;
    if (way > 0 ? last === columns.length - 1 : this.#column === 1) return;
    this.#column = way > 0 ? last + 1 : Math.max(1, this.#column - (this.#columns.length - 1));
    this.#draw();
  }

  // Columns that fit first, for they decide how high a row is; then rows.
  #draw() {
    const { columns, rows } = this.#table, { clientWidth, clientHeight } = this.#box;
    if (!clientWidth) return;
    this.#columns = columns.map((_, n) => n).filter((n) => n === 0 || n >= this.#column);
    const part = rows.slice(this.#row);
    this.#put(part.slice(0, EMPTY * 5));
    const wide = [...this.#drawn.rows[0].cells].map((cell) => cell.getBoundingClientRect().width);
    let room = clientWidth - wide[0];
    const kept = this.#columns.filter((_, n) => n === 0 || n === 1 || (room -= wide[n], room >= wide[1]));
    this.#columns = kept;
    this.#put(part);
    const limit = this.#drawn.getBoundingClientRect().top + clientHeight;
    const own = [...this.#drawn.tBodies[0].rows];
    const fit = own.findIndex((row) => row.getBoundingClientRect().bottom > limit);
    this.#fit = Math.max(1, fit === -1 ? own.length : fit);
    for (const row of own.slice(this.#fit)) row.remove();
    this.#tell();
  }

  #put(part) {
    const { columns, figures } = this.#table;
    const head = element("tr"), body = element("tbody");
    for (const n of this.#columns) {
      const cell = element("th", figures[n] ? "figure" : "", columns[n]);
      cell.scope = "col";
      head.append(cell);
    }
    for (const cells of part) {
      const row = element("tr");
      for (const n of this.#columns) row.append(cellOf(n, figures[n], cells[n]));
      row.firstChild.scope = "row";
      body.append(row);
    }
    const top = element("thead");
    top.append(head);
    this.#drawn.replaceChildren(top, body);
  }

  #tell() {
    const { columns, rows, of } = this.#table, last = Math.min(this.#row + this.#fit, rows.length);
    const cut = of > rows.length ? ` (hier de eerste ${rows.length})` : "";
    const shown = this.#columns.length < columns.length ? ` · kolom ${this.#column + 1}–${this.#columns.at(-1) + 1} van ${columns.length}` : "";
    this.#place.textContent = `rij ${this.#row + 1}–${last} van ${of.toLocaleString("nl-NL")}${cut}${shown}`;
  }
}

// The first says what a row is about; long text is cut off after two lines.
function cellOf(column, isFigure, text) {
  const cell = element(column ? "td" : "th", isFigure ? "figure" : "");
  cell.append(column ? element("span", "", text) : text);
  return cell;
}
