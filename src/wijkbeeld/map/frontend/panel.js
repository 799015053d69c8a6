// What stands around the map: title, buttons, years, legend, source line.
import { countTexts, frameOf, isComplete, labelsOf, paletteOf } from "./classes.js";
import { button, element } from "./element.js";
import { addressOf } from "./files.js";
import { described } from "./snapshot.js";
import { square } from "./square.js";
import { TURN_ON } from "./status.js";
import { TimeBar } from "./time_bar.js";
import { formatCount } from "./values.js";

// Name, what it does, and its sign: lines in a square of 24 by 24.
const BUTTONS = [
  ["in", "Inzoomen (+)", "M12 5v14M5 12h14"],
  ["out", "Uitzoomen (−)", "M5 12h14"],
  ["fit", "Alles in beeld (0)", "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5"],
  ["lasso", "Gebieden kiezen met een lus (l). Of: shift en klikken, of shift en slepen.", "M12 4c5 0 8 2.5 8 5.7S17 15.5 12 15.5 4 13 4 9.7 7 4 12 4M8 15c-1.5 2-.5 4.5 2 5"],
  ["corners", "Een vlak tekenen, hoek voor hoek (t)", "M12 3l8.5 6.5-3.3 10H6.8l-3.3-10z"],
  ["veil", "Twee metingen vergelijken met een schuif (v)", "M4 5h16v14H4zM12 2v20M15 9l2.5 3-2.5 3M9 9l-2.5 3L9 15"],
  ["list", "Lijst van gebieden in beeld (g)", "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01"],
  ["letters", "Namen op de kaart (n)", "M5 19L12 4l7 15M8 13.5h8"],
  ["back", "Achtergrondkaart van PDOK (a). Aan: kaartbeelden komen van pdok.nl.", "M3 6l6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14"],
  ["big", "Groot beeld: zo groot als het scherm (f)", "M4 9V4h5M20 15v5h-5M4 4l6 6M20 20l-6-6"],
  ["shot", "Bewaar als afbeelding (s)", "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4 20h16"],
];

export const SIMPLE = `Eenvoudige kaart: deze browser heeft geen WebGL. ${TURN_ON}`;

export function build(base) {
  const box = element("div", "live");
  box.innerHTML = `
    <div class="stage">
      <div class="map" role="region" aria-label="Kaart"></div>
      <div class="swipe" hidden><div class="map2"></div></div>
      <input class="handle" type="range" min="0" max="100" value="50" step="1" aria-label="Schuif tussen twee metingen" hidden>
      <canvas class="names" aria-hidden="true"></canvas>
      <svg class="draw" aria-hidden="true" hidden><path></path></svg>
      <div class="title1" aria-hidden="true" hidden></div>
      <div class="title2" hidden></div>
      <div class="tools"></div>
      <section class="areas" aria-label="Gebieden in beeld" hidden></section>
      <div class="said" role="status"></div>
      <div class="tip" role="tooltip" style="display: none"></div>
      <div class="blank" role="status" hidden></div>
      <div class="status" role="status">De kaart wordt geladen…</div>
    </div>
    <section class="picked" aria-label="Gekozen gebied" hidden></section>
    <div class="under">
      <div class="beside">
        <div class="note"></div>
        <div class="bar">
          <div class="title" aria-live="polite"><strong></strong><b class="and"></b><span></span><em hidden>fictief</em></div>
          <div class="time" role="group" aria-label="Meting kiezen"></div>
        </div>
      </div>
      <ul class="legend" aria-label="Legenda"></ul>
    </div>
    <div class="paper" aria-hidden="true"></div>`;
  const tools = box.querySelector(".tools");
  for (const [name, help, lines] of BUTTONS) {
    const tool = button(name);
    tool.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${lines}"></path></svg>`;
    tool.title = help;
    tool.setAttribute("aria-label", help);
    tools.append(tool);
  }
  const sheets = ["maplibre-gl.css", "live.css", "stage.css"].map((file) => {
    const link = element("link");
    link.rel = "stylesheet";
    link.href = addressOf(file, base);
    return link;
  });
  return { box, sheets, part: (name) => box.querySelector(`.${name}`) };
}

export class Panel {
  #root;
  #part;
  #state;
  #view;
  #acts;
  #time;

  // part(name): an element; view: { playing(), level(), few(level id), painted() whether classes can be shown alone }; acts: { step(wave), play(), swipe(wave), isolate(number) }
  constructor({ root, part, state, view, acts }) {
    this.#root = root;
    this.#part = part;
    this.#state = state;
    this.#view = view;
    this.#acts = acts;
    this.#time = new TimeBar({ root, bar: part("time"), state, view, acts });
  }

  drawAll(note) {
    const { data } = this.#state;
    this.drawTime();
    this.#drawTitle();
    this.#drawBlank();
    this.drawLegend();
    this.drawNote(note);
    this.press("veil", this.#state.swipeWave);
    this.#part("corners").hidden = !data.draws;
    this.#part("big").hidden = !data.big;
    this.#part("veil").disabled = data.waves.length < 2 || Boolean(data.grid);
    this.#part("shot").disabled = this.#state.lacking !== null;
    this.#part("list").disabled = Boolean(data.grid) || this.#state.lacking !== null;
    this.press("letters", this.#state.named);
  }

  press(name, on) {
    this.#part(name).setAttribute("aria-pressed", String(Boolean(on)));
  }

  // Over a map that lacks the wave of the map beside it.
  #drawBlank() {
    const { data, lacking } = this.#state, blank = this.#part("blank");
    blank.hidden = lacking === null;
    blank.textContent = lacking === null ? "" : `Geen cijfers van ${this.#state.when(lacking)} voor ${data.title}`;
  }

  #drawTitle() {
    const state = this.#state, { data } = state;
    const title = this.#part("title");
    title.querySelector("strong").textContent = state.when(state.lacking ?? state.wave);
    title.querySelector(".and").textContent = state.swipeWave ? `en ${state.when(state.swipeWave)}` : "";
    title.querySelector("span").textContent = data.title;
    title.querySelector("em").hidden = !data.fictional;
    for (const [name, wave] of [["title1", state.wave], ["title2", state.swipeWave]]) {
      const year = this.#part(name);
      year.hidden = !state.swipeWave;
      if (state.swipeWave) year.textContent = state.when(wave);
    }
  }

  drawTime() {
    this.#time.draw();
  }

  drawLegend() {
    const { data } = this.#state;
    const level = this.#view.level();
    const counts = this.#state.lacking === null ? countTexts(data, level, this.#state) : []; // missing is not zero
    const shows = this.#state.asksPlace ? "Kaart om een plek op aan te wijzen" : described(data, level, this.#state.wave, this.#state.when(this.#state.wave));
    this.#part("map").setAttribute("aria-label", shows);
    const legend = this.#part("legend");
    const focused = this.#root.activeElement?.dataset?.klasse;
    legend.replaceChildren();
    legend.append(this.#head(level));
    const labels = labelsOf(data, level), palette = paletteOf(data, level);
    if (level.axes) legend.append(this.#square(level, counts));
    for (let n = level.axes ? 0 : palette.length; n >= 0; n--) {
      if (n === 0 && isComplete(data, level, this.#state)) continue;
      legend.append(this.#legendRow(n, n ? palette[n - 1] : data.missing, n ? labels[n - 1] : data.absent, counts[n]));
    }
    if (!level.axes) legend.append(ends(labels));
    const few = this.few();
    if (few && !data.grid) {
      const row = element("li", "few");
      row.append(element("i", "hatched"), element("span", "", `minder dan ${data.fewest} inwoners: lees het cijfer met zorg`), element("b", "", formatCount(few)));
      legend.append(row);
    }
    if (data.scattered) {
      const row = element("li", "few");
      row.append(element("i", "around"), element("span", "", data.where));
      legend.append(row);
    }
    if (data.marked) {
      const row = element("li", "few");
      row.append(element("i", "ring"), element("span", "", data.marked.label));
      legend.append(row);
    }
    if (focused) legend.querySelector(`[data-klasse="${focused}"]`)?.focus();
  }

  // What the colours measure, and what the numbers beside them count.
  #head(level) {
    const { data, wave, swipeWave } = this.#state;
    const both = swipeWave ? `, ${wave} → ${swipeWave}` : "";
    const counted = `Aantal ${data.grid ? "vierkanten" : level.label}${both}`;
    const about = data.reference ? ` (ten opzichte van ${data.reference})` : "";
    const head = element("li", "head");
    const limits = data.legend ? `; grenzen ${data.legend}` : "";
    head.append(element("strong", "", data.title), element("span", "", counted + about + limits));
    return head;
  }

  #square(level, counts) {
    const { data, isolated } = this.#state;
    const isolate = (number) => this.#acts.isolate(number);
    return square({ axes: level.axes, palette: paletteOf(data, level), labels: labelsOf(data, level), counts, isolated, isolate });
  }

  // Number of areas with a value where hardly anyone lives.
  few() {
    const { data, wave } = this.#state;
    const level = this.#view.level();
    const frame = frameOf(level, data.waves, wave);
    return this.#view.few(level.id).filter((id) => frame[id] !== "0" && level.outside?.[id] !== "1").length;
  }

  #legendRow(number, colour, text, amount) {
    const { data, isolated } = this.#state;
    const row = element("li", number ? "" : "none");
    const toggle = button();
    toggle.dataset.klasse = number;
    const on = this.#state.isIsolated(number);
    toggle.title = on ? "Haal deze klasse uit de keuze" : isolated ? "Toon deze klasse ook" : "Toon alleen deze klasse";
    toggle.setAttribute("aria-pressed", String(on));
    toggle.onclick = () => this.#acts.isolate(number);
    toggle.disabled = Boolean(data.grid) || !this.#view.painted();
    const swatch = element("i");
    swatch.style.background = colour;
    toggle.append(swatch, element("span", "", text), element("b", "", amount));
    row.append(toggle);
    return row;
  }

  // hint: what to do now, instead of the source; backdrop: whether it is shown; unreachable: whether it was asked for in vain;
  // simple: whether a picture stands in for the map
  drawNote({ hint, backdrop, unreachable, simple }) {
    const note = this.#part("note");
    note.classList.toggle("hint", Boolean(hint));
    if (hint) return void (note.textContent = hint);
    const parts = [`Bron: ${this.#state.data.source}`];
    if (backdrop) parts.push("Achtergrond: © Kadaster");
    if (simple) parts.push(SIMPLE);
    if (unreachable) parts.push("De achtergrondkaart is nu niet bereikbaar.");
    note.textContent = parts.join(" · ");
  }
}

// What a strip of colours without names runs from and to.
function ends(labels) {
  const row = element("li", "ends");
  row.setAttribute("aria-hidden", "true");
  row.append(element("span", "", labels[0]), element("span", "", labels.at(-1)));
  return row;
}
