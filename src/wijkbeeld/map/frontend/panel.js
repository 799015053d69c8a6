// What stands around the map: title, buttons, label at the pointer, years, legend, source line.
import { classCounts, frameOf } from "./classes.js";
import { count, decode, format, formatCount } from "./values.js";

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
  return { box, sheets };
}

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export function drawTitle(live) {
  const { data } = live;
  const title = live.part("title");
  title.querySelector("strong").textContent = data.base ? `${data.base}–${live.wave}` : live.wave;
  title.querySelector("span").textContent = data.title;
  title.querySelector("em").hidden = !data.fictional;
  const other = live.part("title2");
  other.hidden = !live.swipeWave;
  if (live.swipeWave) other.textContent = data.base ? `${data.base}–${live.swipeWave}` : live.swipeWave;
}

export function drawTime(live) {
  const { data } = live;
  const bar = live.part("time");
  const active = live.root.activeElement;
  const focused = active?.dataset?.wave ?? (active?.className === "play" ? "play" : null);
  bar.replaceChildren();
  for (const wave of data.all_waves) {
    const button = element("button", "", wave);
    button.type = "button";
    button.dataset.wave = wave;
    button.disabled = !data.waves.includes(wave);
    if (button.disabled) button.title = data.why || "Geen cijfers voor deze meting";
    button.setAttribute("aria-pressed", String(wave === live.wave));
    button.onclick = () => { live.player.stop(); live.player.step(wave); };
    bar.append(button);
  }
  if (data.waves.length > 1) {
    const play = element("button", "play", live.player.playing ? "❚❚ Stop" : "▶ Speel af");
    play.type = "button";
    play.title = "Alle metingen na elkaar (p)";
    play.onclick = () => live.player.play();
    bar.append(play);
  }
  if (data.why && data.waves.length < data.all_waves.length) bar.append(element("div", "why", data.why));
  if (live.swipeWave) bar.append(swipeChoice(live));
  if (focused) bar.querySelector(focused === "play" ? ".play" : `[data-wave="${focused}"]`)?.focus();
}

function swipeChoice(live) {
  const label = element("label", "right", "Rechts van de schuif: ");
  const list = element("select", "swipewave");
  for (const wave of live.data.waves) {
    const option = element("option", "", wave);
    option.value = wave;
    option.selected = wave === live.swipeWave;
    list.append(option);
  }
  list.onchange = () => live.setSwipe(Number(list.value));
  label.append(list);
  return label;
}

export function drawLegend(live) {
  const { data } = live;
  const level = live.level();
  const counts = classCounts(data, level, live.wave);
  const legend = live.part("legend");
  const focused = live.root.activeElement?.dataset?.klasse;
  legend.replaceChildren();
  const head = element("li", "head", data.grid ? "Aantal vierkanten" : data.levels.length > 1 ? `Aantal ${level.label}` : "");
  if (data.reference) head.textContent = `${head.textContent} (ten opzichte van ${data.reference})`.trim().replace(/^\((.*)\)$/, "$1");
  if (head.textContent) legend.append(head);
  for (let n = data.palette.length; n >= 0; n--) {
    if (n === 0 && counts[0] === 0) continue;
    legend.append(legendRow(live, n, n ? data.palette[n - 1] : data.missing, n ? data.labels[n - 1] : data.absent, counts[n]));
  }
  const frame = frameOf(level, data.waves, live.wave);
  const few = (live.few?.get(level.id) ?? []).filter((id) => frame[id] !== "0").length;
  if (few && !data.grid) {
    const row = element("li", "few");
    row.append(element("i", "hatched"), element("span", "", `minder dan ${data.fewest} inwoners: lees de score met zorg`), element("b", "", formatCount(few)));
    legend.append(row);
  }
  if (data.marked) {
    const row = element("li", "few");
    row.append(element("i", "ring"), element("span", "", data.marked.label));
    legend.append(row);
  }
  if (focused) legend.querySelector(`[data-klasse="${focused}"]`)?.focus();
}

function legendRow(live, number, colour, text, amount) {
  const row = element("li");
  const button = element("button");
  button.type = "button";
  button.dataset.klasse = number;
  button.title = live.isolated === number ? "Toon weer alles" : "Toon alleen deze klasse";
  button.setAttribute("aria-pressed", String(live.isolated === number));
  button.onclick = () => live.isolate(live.isolated === number ? null : number);
  button.disabled = Boolean(live.data.grid);
  const swatch = element("i");
  swatch.style.background = colour;
  button.append(swatch, element("span", "", text), element("b", "", formatCount(amount)));
  row.append(button);
  return row;
}

export function drawTip(live, level, id, point) {
  const { data } = live;
  const place = data.waves.indexOf(live.wave);
  const klasse = +(level.classes[place]?.[id] ?? 0);
  const name = live.shapes.get(level.id).names[id];
  const value = decode(level, place, id);
  const tip = live.part("tip");
  const line = element("div");
  const swatch = element("i");
  swatch.style.background = klasse ? data.palette[klasse - 1] : data.missing;
  const figure = data.unit ? ` · ${format(value, data.decimals, data.signed)} ${data.unit}` : "";
  line.append(swatch, klasse ? `${data.labels[klasse - 1]}${figure}` : data.absent);
  tip.replaceChildren(element("b", "", name.n), element("span", "", name.g === name.n ? "" : name.g), line);
  const before = decode(level, 0, id);
  if (!data.base && place > 0 && klasse && Number.isFinite(before)) {
    tip.append(element("div", "more", `${format(value - before, 3, true)} punt sinds ${data.waves[0]}`));
  }
  const people = count(level, id);
  if (people !== null) tip.append(element("div", "more", `${formatCount(people)} inwoners (${level.people_year})`));
  placeTip(live, point);
}

export function placeTip(live, point) {
  const tip = live.part("tip");
  tip.style.display = "block";
  const stage = live.part("stage").getBoundingClientRect();
  const left = point.x + 16 + tip.offsetWidth > stage.width ? point.x - tip.offsetWidth - 12 : point.x + 16;
  tip.style.left = `${Math.max(4, left)}px`;
  tip.style.top = `${Math.max(4, Math.min(point.y + 12, stage.height - tip.offsetHeight - 6))}px`;
}

export function drawNote(live) {
  const { data } = live;
  const { hint } = live.polygon;
  live.part("note").classList.toggle("hint", Boolean(hint));
  if (hint) return void (live.part("note").textContent = hint);
  const parts = [`Bron: ${data.source}`];
  if (live.sheet?.backdropOn()) parts.push("Achtergrond: © Kadaster");
  if (live.background.wanted && live.background.refused) parts.push("De achtergrondkaart is nu niet bereikbaar.");
  live.part("note").textContent = parts.join(" · ");
}
