// Words large on a stage, with or without a chart between them.
import { element } from "./element.js";

const TITLE = 60; // letters of a title in large type

const ASK = {
  keuze: "Kies er één.", schaal: "Waar sta jij, tussen deze twee?", punt: "Wijs een plek aan op de kaart.",
  raad: "Raad het.", woord: "Eén woord is genoeg.",
};

// A scene of words, or of a chart with words around it.
export function words(layer, scene, fictional) {
  layer.classList.add("words");
  const title = element("h1", scene.title.length > TITLE ? "long" : "");
  if (fictional && (scene.svg || scene.missing)) title.append(element("span", "fictional", "fictief"));
  title.append(scene.title);
  layer.append(title);
  if (scene.sub) layer.append(element("p", "sub", scene.sub));
  if (scene.missing) layer.append(element("p", "missing", scene.missing));
  if (scene.svg) layer.append(chart(scene));
  if (scene.lines.length) layer.append(list("", scene.lines));
  if (scene.question) {
    layer.append(element("p", "ask", ASK[scene.question.kind]));
    if (scene.question.options.length) layer.append(list("options", scene.question.options));
    layer.append(element("div", "live-results")); // for the room to fill
  }
  if (scene.source) layer.append(element("p", "source", scene.source));
}

function list(kind, lines) {
  const made = element("ul", kind);
  for (const line of lines) made.append(element("li", "", line));
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
