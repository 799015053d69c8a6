// The pictures of a page that can be made large, in the order of the page, and the button of each.
import { button } from "./element.js";

const SIGN = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 9V4h5M20 15v5h-5M4 4l6 6M20 20l-6-6"></path></svg>';
const HELP = "Groot beeld: zo groot als het scherm (f). Alle toetsen: ?";
const ASKED = "wijkbeeld:kaarten";
const TABLE = /\bst-key-groottabel_([0-9a-f]{32})_/;
const DRAWN = ".wb-opening-map, .wb-block, .wb-place"; // pictures that are part of the page itself

// [{ kind, element, name?, map?, button() }]: kind is "kaart", "grafiek", "tabel" or "plaat"; name is what the
// server knows it by; map is the control of a live map
export function pictures() {
  const maps = [];
  document.dispatchEvent(new CustomEvent(ASKED, { detail: maps }));
  const found = maps.filter((map) => !map.failed()).map((map) => (
    { kind: "kaart", element: map.host, map, button: () => map.root.querySelector(".tools .big") }));
  for (const plot of document.querySelectorAll(".js-plotly-plot")) {
    const name = plot.layout?.meta?.groot, element = plot.closest(".stElementContainer");
    if (name && element) found.push({ kind: "grafiek", element, name, button: () => own(element) });
  }
  for (const element of document.querySelectorAll('[class*="st-key-groottabel_"]')) {
    found.push({ kind: "tabel", element, name: TABLE.exec(element.className)[1], button: () => own(element) });
  }
  for (const element of document.querySelectorAll(DRAWN)) found.push({ kind: "plaat", element, button: () => own(element) });
  return found.filter(({ element }) => element.checkVisibility() && !element.closest("dialog")).sort((one, other) => (
    one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
}

function own(element) {
  return element.querySelector(":scope > .wb-big");
}

// Give each picture its button; open(element) when one is pressed.
export function putButtons(open) {
  for (const { kind, element, button: made } of pictures()) {
    if (kind === "kaart" || made()) continue;
    const put = button("wb-big");
    put.innerHTML = SIGN;
    put.title = HELP;
    put.setAttribute("aria-label", HELP);
    put.onclick = () => open(element);
    element.append(put);
    for (const { dataset } of element.querySelectorAll("img[data-groot]")) new Image().src = dataset.groot; // it stands at once later
  }
}
