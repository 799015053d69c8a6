// What stands around the map: title, buttons, label at the pointer, years, legend, source line.
import { classCounts, frameOf, labelsOf, paletteOf } from "./classes.js";
import { square } from "./square.js";
import { formatCount } from "./values.js";

const BUTTONS = [
  ["in", "+", "Inzoomen (+)"],
  ["out", "−", "Uitzoomen (−)"],
  ["fit", "⤢", "Alles in beeld (0)"],
  ["lasso", "◌", "Gebieden kiezen met een lus (l). Of: shift en klikken, of shift en slepen."],
  ["corners", "⬠", "Een vlak tekenen, hoek voor hoek (t)"],
  ["veil", "◧", "Twee metingen vergelijken met een schuif (v)"],
  ["letters", "A", "Namen op de kaart (n)"],
  ["back", "▦", "Achtergrondkaart van PDOK (a). Aan: kaartbeelden komen van pdok.nl."],
  ["shot", "⤓", "Bewaar als afbeelding (s)"],
];

export function build(base) {
  const box = document.createElement("div");
  box.className = "live";
  box.innerHTML = `
    <div class="stage">
      <div class="map" role="region" aria-label="Kaart"></div>
      <div class="swipe" hidden><div class="map2"></div></div>
      <input class="handle" type="range" min="0" max="100" value="50" step="1" aria-label="Schuif tussen twee metingen" hidden>
      <canvas class="names" aria-hidden="true"></canvas>
      <svg class="draw" aria-hidden="true" hidden><path></path></svg>
      <div class="title" aria-live="polite"><strong></strong><span></span><em hidden>fictief</em></div>
      <div class="title2" hidden></div>
      <div class="tools"></div>
      <div class="tip" role="tooltip" style="display: none"></div>
      <div class="note"></div>
      <div class="status" role="status">De kaart wordt geladen…</div>
    </div>
    <div class="time" role="group" aria-label="Meting kiezen"></div>
    <ul class="legend" aria-label="Legenda"></ul>`;
  const tools = box.querySelector(".tools");
  for (const [name, sign, help] of BUTTONS) {
    const button = element("button", name, sign);
    button.type = "button";
    button.title = help;
    button.setAttribute("aria-label", help);
    tools.append(button);
  }
  const sheets = ["maplibre-gl.css", "live.css"].map((file) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(file, base).href;
    return link;
  });
  return { box, sheets, part: (name) => box.querySelector(`.${name}`) };
}

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export class Panel {
  #root;
  #part;
  #state;
  #view;
  #acts;

  // part(name): an element; view: { playing(), level(), few(level id) }; acts: { step(wave), play(), swipe(wave), isolate(number) }
  constructor({ root, part, state, view, acts }) {
    this.#root = root;
    this.#part = part;
    this.#state = state;
    this.#view = view;
    this.#acts = acts;
  }

  drawAll(note) {
    const { data } = this.#state;
    this.drawTime();
    this.#drawTitle();
    this.drawLegend();
    this.drawNote(note);
    this.press("veil", this.#state.swipeWave);
    this.#part("corners").hidden = !data.draws;
    this.#part("veil").disabled = data.waves.length < 2 || Boolean(data.grid);
    this.press("letters", this.#state.named);
  }

  press(button, on) {
    this.#part(button).setAttribute("aria-pressed", String(Boolean(on)));
  }

  #drawTitle() {
    const state = this.#state, { data } = state;
    const title = this.#part("title");
    title.querySelector("strong").textContent = state.when(state.wave);
    title.querySelector("span").textContent = data.title;
    title.querySelector("em").hidden = !data.fictional;
    const other = this.#part("title2");
    other.hidden = !state.swipeWave;
    if (state.swipeWave) other.textContent = state.when(state.swipeWave);
  }

  drawTime() {
    const { data, wave: shown, swipeWave } = this.#state;
    const bar = this.#part("time");
    const active = this.#root.activeElement; // its button is drawn anew: the focus must not be lost
    const focused = active?.dataset?.wave ?? (active?.className === "play" ? "play" : null);
    bar.replaceChildren();
    for (const wave of data.all_waves) {
      const button = element("button", "", wave);
      button.type = "button";
      button.dataset.wave = wave;
      button.disabled = !data.waves.includes(wave);
      if (button.disabled) button.title = data.why || "Geen cijfers voor deze meting";
      button.setAttribute("aria-pressed", String(wave === shown));
      button.onclick = () => this.#acts.step(wave);
      bar.append(button);
    }
    if (data.waves.length > 1) {
      const play = element("button", "play", this.#view.playing() ? "❚❚ Stop" : "▶ Speel af");
      play.type = "button";
      play.title = "Alle metingen na elkaar (p)";
      play.onclick = () => this.#acts.play();
      bar.append(play);
    }
    if (data.why && data.waves.length < data.all_waves.length) bar.append(element("div", "why", data.why));
    if (swipeWave) bar.append(this.#swipeChoice());
    if (focused) bar.querySelector(focused === "play" ? ".play" : `[data-wave="${focused}"]`)?.focus();
  }

  #swipeChoice() {
    const { data, swipeWave } = this.#state;
    const label = element("label", "right", "Rechts van de schuif: ");
    const list = element("select", "swipewave");
    for (const wave of data.waves) {
      const option = element("option", "", wave);
      option.value = wave;
      option.selected = wave === swipeWave;
      list.append(option);
    }
    list.onchange = () => this.#acts.swipe(Number(list.value));
    label.append(list);
    return label;
  }

  drawLegend() {
    const { data, wave } = this.#state;
    const level = this.#view.level();
    const counts = classCounts(data, level, wave);
    const legend = this.#part("legend");
    const focused = this.#root.activeElement?.dataset?.klasse;
    legend.replaceChildren();
    const head = element("li", "head", data.grid ? "Aantal vierkanten" : data.levels.length > 1 ? `Aantal ${level.label}` : "");
    if (data.reference) head.textContent = `${head.textContent} (ten opzichte van ${data.reference})`.trim().replace(/^\((.*)\)$/, "$1");
    if (data.legend) head.textContent = `${head.textContent}${head.textContent ? ", " : ""}${data.legend}`;
    if (head.textContent) legend.append(head);
    const labels = labelsOf(data, level), palette = paletteOf(data, level);
    if (level.axes) legend.append(this.#square(level, counts));
    for (let n = level.axes ? 0 : palette.length; n >= 0; n--) {
      if (n === 0 && counts[0] === 0) continue;
      legend.append(this.#legendRow(n, n ? palette[n - 1] : data.missing, n ? labels[n - 1] : data.absent, counts[n]));
    }
    const few = this.few();
    if (few && !data.grid) {
      const row = element("li", "few");
      row.append(element("i", "hatched"), element("span", "", `minder dan ${data.fewest} inwoners: lees het cijfer met zorg`), element("b", "", formatCount(few)));
      legend.append(row);
    }
    if (data.marked) {
      const row = element("li", "few");
      row.append(element("i", "ring"), element("span", "", data.marked.label));
      legend.append(row);
    }
    if (focused) legend.querySelector(`[data-klasse="${focused}"]`)?.focus();
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
    const row = element("li");
    const button = element("button");
    button.type = "button";
    button.dataset.klasse = number;
    const on = this.#state.isIsolated(number);
    button.title = on ? "Haal deze klasse uit de keuze" : isolated ? "Toon deze klasse ook" : "Toon alleen deze klasse";
    button.setAttribute("aria-pressed", String(on));
    button.onclick = () => this.#acts.isolate(number);
    button.disabled = Boolean(data.grid);
    const swatch = element("i");
    swatch.style.background = colour;
    button.append(swatch, element("span", "", text), element("b", "", formatCount(amount)));
    row.append(button);
    return row;
  }

  // hint: what to do now, instead of the source; backdrop: whether it is shown; unreachable: whether it was asked for in vain
  drawNote({ hint, backdrop, unreachable }) {
    const note = this.#part("note");
    note.classList.toggle("hint", Boolean(hint));
    if (hint) return void (note.textContent = hint);
    const parts = [`Bron: ${this.#state.data.source}`];
    if (backdrop) parts.push("Achtergrond: © Kadaster");
    if (unreachable) parts.push("De achtergrondkaart is nu niet bereikbaar.");
    note.textContent = parts.join(" · ");
  }
}
