// Words large on a stage, with or without a chart or a table between them.
import { element } from "./element.js";

const TITLE = 60, PAIR_TITLE = 38; // letters of a title in large type; above two maps it has one line of that

const ASK = {
  keuze: "Kies er één.", schaal: "Waar sta jij, tussen deze twee?", punt: "Wijs een plek aan op de kaart.",
  raad: "Raad het.", woord: "Eén woord is genoeg.",
};

// The title of a scene, with what must be known of its figures beside it.
function heading({ title }, badge) {
  const made = element("h1", title.length > TITLE ? "long" : "");
  if (badge) made.append(element("span", badge, badge === "real" ? "echt voorbeeld" : "fictief"));
  made.append(title);
  return made;
}

// Above two maps: what both are about.
export function pairHead(layer, scene, fictional) {
  layer.classList.add("pair");
  const title = heading(scene, fictional ? "fictional" : "");
  title.classList.toggle("long", scene.title.length > PAIR_TITLE);
  layer.append(title);
}

// A scene of words, or of a chart or a table with words around it.
export function words(layer, scene, fictional) {
  layer.classList.add("words");
  const figures = scene.svg || scene.missing || (scene.table && scene.kind === "beeld");
  const badge = fictional && (scene.real ? "real" : figures ? "fictional" : "");
  layer.append(heading(scene, badge));
  if (scene.sub) layer.append(element("p", "sub", scene.sub));
  if (scene.signs?.length) layer.append(signs(scene.signs));
  if (scene.missing) layer.append(element("p", "missing", scene.missing));
  if (scene.svg) layer.append(chart(scene));
  if (scene.table) layer.append(table(scene.table));
  if (scene.lines.length) layer.append(list("", scene.lines));
  if (scene.question) {
    const { kind, options } = scene.question;
    layer.append(element("p", options.length ? "ask" : "ask alone", ASK[kind]));
    if (options.length) layer.append(list(`options ${kind}`, options));
    layer.append(element("div", "live-results")); // for the room to fill
  }
  if (scene.source) layer.append(element("p", "source", scene.source));
}

function list(kind, lines) {
  const made = element("ul", kind);
  for (const line of lines) made.append(element("li", "", line));
  return made;
}

// What signs in a chart mean, each in its colour.
function signs(given) {
  const made = element("p", "signs");
  for (const { sign, colour, label } of given) {
    const mark = element("b", "", sign), one = element("span");
    mark.style.color = colour;
    one.append(mark, ` ${label}`);
    made.append(one);
  }
  return made;
}

function table({ header, rows }) {
  const made = element("table"), head = element("thead"), body = element("tbody");
  const isNumber = header.map((_, n) => n > 0 && rows.every((row) => /^[–+−\d][\d.,%\s]*$/.test(row[n])));
  const line = (tag, cells) => {
    const row = element("tr");
    for (const [n, cell] of cells.entries()) row.append(element(tag, isNumber[n] ? "number" : "", cell));
    return row;
  };
  head.append(line("th", header));
  body.append(...rows.map((row) => line("td", row)));
  made.append(head, body);
  return made;
}

function chart({ svg, alt }) {
  const box = element("div", "chart");
  const drawn = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  drawn.removeAttribute("width");
  drawn.removeAttribute("height");
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", alt);
  box.append(drawn);
  return box;
}
