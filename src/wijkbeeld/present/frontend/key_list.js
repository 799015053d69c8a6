// The keys of a page, in a quiet dialog.
import { button, element } from "./element.js";

const EVERYWHERE = [["F", "groot beeld: de kaart, grafiek of tabel in het midden, zo groot als het scherm"], ["?", "deze lijst"], ["Tab", "naar het volgende wat je kunt bedienen"]];
const ON_A_MAP = [
  ["→ ←", "volgende en vorige meting"], ["P", "alle metingen na elkaar"], ["V", "twee metingen naast elkaar met een schuif"],
  ["+ − 0", "inzoomen, uitzoomen, alles in beeld"], ["shift en pijl", "de kaart verschuiven"], ["L · T", "gebieden kiezen met een lus · een vlak tekenen"],
  ["N · A", "namen · achtergrondkaart"], ["S", "bewaar als afbeelding"], ["Escape", "keuze wissen"],
];
const ON_A_STAGE = [
  ["PageDown · PageUp", "volgend en vorig beeld van de pagina"], ["B of .", "zwart scherm"], ["L", "aanwijzer"],
  ["F", "volledig scherm"], ["?", "deze lijst"], ["Escape", "terug naar de pagina"],
];

// [[title, [[key, what it does]]]] of a page, given its name and the kinds of pictures on it.
export function pageKeys(page, kinds) {
  const groups = [[page ? `Toetsen op ${page}` : "Toetsen op deze pagina", EVERYWHERE]];
  if (kinds.includes("kaart")) groups.push(["Op de kaart, als die gekozen is (klik of Tab)", ON_A_MAP]);
  if (kinds.length) groups.push(["In groot beeld", ON_A_STAGE]);
  return groups;
}

export function stageKeys(own) {
  return [["Groot beeld", [...own, ...ON_A_STAGE]]];
}

export function listed(groups) {
  return groups.flatMap(([title, keys]) => {
    const list = element("dl");
    for (const [key, what] of keys) list.append(element("dt", "", key), element("dd", "", what));
    return [element("h2", "", title), list];
  });
}

// Open the list over the page; Escape closes it, and the focus goes back to where it was.
export function openKeys(groups) {
  const dialog = element("dialog", "big-keys");
  dialog.setAttribute("aria-label", "Toetsen");
  const shut = button("shut", "Sluit");
  shut.onclick = () => dialog.close();
  dialog.append(...listed(groups), shut);
  dialog.onclick = (event) => { if (event.target === dialog) dialog.close(); };
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
}
