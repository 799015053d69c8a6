// The map as a picture with everything a reader needs: title, legend, source, date.
import { classCounts, countTexts, isComplete, labelsOf, paletteOf } from "./classes.js";
import { SQUARE_HEIGHT, drawSquare } from "./square.js";
import { formatCount } from "./values.js";

const PAD = 24, HEAD = 64, ROW = 24, FOOT = 40, COLUMN = 270, COLUMN_WITH_LIMITS = 400;
const SHARP = 2; // dots per pixel at least: sharp in print and on a beamer
const PATIENCE = 8000; // milliseconds

// Draw maps and names at twice the dots, take what is drawn, and go back to the dots of the screen.
export async function sharpened(maps, labels, take) {
  const screen = window.devicePixelRatio || 1, ratio = Math.max(SHARP, screen);
  const idle = (map) => new Promise((done) => {
    const timer = setTimeout(done, PATIENCE);
    map.once("idle", () => { clearTimeout(timer); done(); });
  });
  const at = (dots) => Promise.all(maps.map((map) => { const ready = idle(map); map.setPixelRatio(dots); return ready; }));
  try {
    await at(ratio);
    labels.draw(ratio);
    await take();
  } finally {
    for (const map of maps) map.setPixelRatio(screen);
    labels.draw();
  }
}

// state: what is shown; level: on the map; map, names: canvases; right: of the swipe; font; backdrop: whether shown;
// lines: what the legend says of outlines, as outlineRows gives them
export async function snapshot(view) {
  const { data } = view.state;
  const blob = await new Promise((done) => picture(view).toBlob(done, "image/png"));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = fileName(data, view.level.id, view.state.wave);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// What is in the picture, of when, in which unit, of which place, and the day it was made.
export function fileName(data, level, wave, day = new Date()) {
  const slug = (text) => String(text).normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  const period = `${data.base ? `${data.base}-` : ""}${wave}`;
  const made = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  return ["wijkbeeld", level, data.title, period, data.unit, data.where ?? "", data.fictional ? "fictief" : "", made]
    .map(slug).filter(Boolean).join("_") + ".png";
}

// What is in the picture, of when and of which place.
export function titleOf(data, when) {
  return [`${data.title} ${when}`, data.where, data.fictional ? "fictief" : ""].filter(Boolean).join(" · ");
}

// The same in words for who cannot see it, and the class that most areas are in.
export function described(data, level, wave, when) {
  const counts = classCounts(data, level, wave), known = counts.slice(1);
  const total = known.reduce((sum, n) => sum + n, 0), most = known.indexOf(Math.max(...known));
  const noun = data.grid ? "vierkanten" : level.label?.toLowerCase() ?? "gebieden";
  const finding = total ? `Vaakst: ${labelsOf(data, level)[most]} (${formatCount(known[most])} van ${formatCount(total)} ${noun})` : "Geen cijfers";
  return `Kaart: ${titleOf(data, when)}. ${finding}.`;
}

// Which classes are shown, where the user left others out; empty where all are.
export function onlyOf(labels, absent, isolated) {
  return isolated?.length ? `alleen: ${isolated.map((n) => (n ? labels[n - 1] : absent)).join(", ")}` : "";
}

// Every outline and hatching in the picture: how it is drawn, and what it means.
export function outlineRows({ data, level, selected, few, drawn, border }) {
  return [
    border && { line: [["#8a939c", 5], [border, 2]], text: `grens van ${level.label?.toLowerCase() ?? "gebieden"}` },
    data.outline && { line: [["#2b3540", 2]], text: "gemeentegrens" },
    few && !data.grid && { hatched: true, text: `minder dan ${data.fewest} inwoners (${formatCount(few)})` },
    data.scattered && { line: [["#16202b", 3]], text: data.where },
    data.marked && { line: [["#d9480f", 3]], text: data.marked.label },
    selected && { line: [["#8a939c", 6], ["#ffffff", 5], ["#111111", 3]], text: `gekozen (${formatCount(selected)})` },
    drawn && { line: [["#1b5e9b", 2.5]], text: "getekend vlak" },
  ].filter(Boolean);
}

// The same picture, as a canvas.
export function picture({ state, level, map, names, right, font, backdrop, lines = [] }) {
  const { data, wave, swipeWave } = state;
  const ratio = map.width / map.clientWidth;
  const rows = [...legendRows(data, level, state), ...lines];
  const wide = data.limits?.length ? COLUMN_WITH_LIMITS : COLUMN;
  const columns = Math.max(1, Math.floor((map.clientWidth - 2 * PAD) / wide));
  const deep = Math.ceil(rows.length / columns);
  const width = map.clientWidth, square = level.axes ? SQUARE_HEIGHT : 0;
  const height = HEAD + map.clientHeight + PAD + square + deep * ROW + FOOT;
  const canvas = document.createElement("canvas");
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, width, height);
  const write = (text, x, y, style, colour = "#16202b") => {
    pen.font = `${style} ${font}`;
    pen.fillStyle = colour;
    pen.fillText(text, x, y, width - x - PAD);
  };
  const other = swipeWave ? ` (links) en ${state.when(swipeWave)} (rechts)` : "";
  write(titleOf(data, `${state.when(wave)}${other}`), PAD, 34, "600 22px");
  write(onlyOf(labelsOf(data, level), data.absent, state.isolated), PAD, 55, "400 14px", "#46505a");
  pen.drawImage(map, 0, HEAD, width, map.clientHeight);
  if (right) drawRight(pen, right, width);
  if (state.named && names.width) pen.drawImage(names, 0, HEAD, width, map.clientHeight);
  if (square) {
    const counts = countTexts(data, level, state), palette = paletteOf(data, level);
    drawSquare(pen, PAD, HEAD + map.clientHeight + PAD, { axes: level.axes, palette, counts, width: width - 2 * PAD, write });
  }
  rows.forEach((row, n) => {
    const x = PAD + Math.floor(n / deep) * wide, y = HEAD + map.clientHeight + PAD + square + (n % deep) * ROW;
    drawMark(pen, row, x, y - 2);
    write(row.text, x + 28, y + 10, "400 14px");
  });
  const date = new Date().toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" });
  const source = [`Eenheid: ${data.unit.replace(/[()]/g, "")}`, data.own_limits ? "klassen: eigen grenzen van Wijkbeeld" : "", data.where ? `aantallen: alleen in ${data.where}` : "", `Bron: ${data.source}`, backdrop ? "achtergrond: © Kadaster" : "", "gemaakt met Wijkbeeld", date];
  write(source.filter(Boolean).join(" · "), PAD, height - 14, "400 12px", "#46505a");
  return canvas;
}

// The mark before a line of the legend: a class, a hatching, or a line.
function drawMark(pen, { colour, line, hatched }, x, y) {
  pen.save();
  for (const [stroke, width] of line ?? []) {
    pen.strokeStyle = stroke;
    pen.lineWidth = width;
    pen.strokeRect(x + 3, y + 2, 14, 10);
  }
  if (!line) {
    pen.fillStyle = colour ?? "#ffffff";
    pen.fillRect(x, y, 20, 14);
    pen.strokeStyle = "#59636e";
    pen.strokeRect(x, y, 20, 14);
  }
  if (hatched) {
    pen.beginPath();
    pen.rect(x, y, 20, 14);
    pen.clip();
    pen.strokeStyle = "#282e36";
    pen.lineWidth = 2;
    for (let from = -14; from < 20; from += 6) { pen.moveTo(x + from, y + 14); pen.lineTo(x + from + 14, y); }
    pen.stroke();
  }
  pen.restore();
}

function drawRight(pen, { canvas: map, part }, width) {
  const from = map.width * part;
  pen.drawImage(map, from, 0, map.width - from, map.height, width * part, HEAD, width * (1 - part), map.clientHeight);
  pen.fillStyle = "#16202b";
  pen.fillRect(width * part - 1, HEAD, 2, map.clientHeight);
}

// shown: { wave, swipeWave }
export function legendRows(data, level, shown) {
  const counts = countTexts(data, level, shown);
  const labels = labelsOf(data, level);
  const rows = level.axes ? [] : paletteOf(data, level).map((colour, n) => ({ colour, text: `${labels[n]}${data.limits?.length ? `: ${data.limits[n]}` : ""} (${counts[n + 1]})` })).reverse();
  if (!isComplete(data, level, shown)) rows.push({ colour: data.missing, text: `${data.absent} (${counts[0]})` });
  return rows;
}
