// The map as a picture with everything a reader needs: title, legend, source, date.
import { classCounts, labelsOf, paletteOf } from "./classes.js";
import { SQUARE_HEIGHT, drawSquare } from "./square.js";
import { formatCount } from "./values.js";

const PAD = 24, HEAD = 64, ROW = 24, FOOT = 40;

// state: what is shown; level: on the map; map, names: canvases; right: of the swipe; font; backdrop: whether shown
export async function snapshot(view) {
  const { data, wave } = view.state;
  const blob = await new Promise((done) => picture(view).toBlob(done, "image/png"));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `wijkbeeld_${data.base ? `${data.base}-` : ""}${wave}${data.fictional ? "_fictief" : ""}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function picture({ state, level, map, names, right, font, backdrop }) {
  const { data, wave, swipeWave } = state;
  const ratio = map.width / map.clientWidth;
  const rows = legendRows(data, level, wave);
  const columns = Math.max(1, Math.floor((map.clientWidth - 2 * PAD) / 270));
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
  write(`${data.title} ${state.when(wave)}${other}${data.fictional ? " · fictief" : ""}`, PAD, 40, "600 22px");
  pen.drawImage(map, 0, HEAD, width, map.clientHeight);
  if (right) drawRight(pen, right, width);
  if (state.named && names.width) pen.drawImage(names, 0, HEAD, width, map.clientHeight);
  if (square) {
    const counts = classCounts(data, level, wave), palette = paletteOf(data, level);
    drawSquare(pen, PAD, HEAD + map.clientHeight + PAD, { axes: level.axes, palette, counts, width: width - 2 * PAD, write });
  }
  rows.forEach(([colour, text], n) => {
    const x = PAD + Math.floor(n / deep) * 270, y = HEAD + map.clientHeight + PAD + square + (n % deep) * ROW;
    pen.fillStyle = colour;
    pen.fillRect(x, y - 2, 20, 14);
    pen.strokeStyle = "#59636e";
    pen.strokeRect(x, y - 2, 20, 14);
    write(text, x + 28, y + 10, "400 14px");
  });
  const date = new Date().toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" });
  const source = [`Bron: ${data.source}`, backdrop ? "achtergrond: © Kadaster" : "", "gemaakt met Wijkbeeld", date];
  write(source.filter(Boolean).join(" · "), PAD, height - 14, "400 12px", "#46505a");
  return canvas;
}

function drawRight(pen, { canvas: map, part }, width) {
  const from = map.width * part;
  pen.drawImage(map, from, 0, map.width - from, map.height, width * part, HEAD, width * (1 - part), map.clientHeight);
  pen.fillStyle = "#16202b";
  pen.fillRect(width * part - 1, HEAD, 2, map.clientHeight);
}

function legendRows(data, level, wave) {
  const counts = classCounts(data, level, wave);
  const labels = labelsOf(data, level);
  const rows = level.axes ? [] : paletteOf(data, level).map((colour, n) => [colour, `${labels[n]} (${formatCount(counts[n + 1])})`]).reverse();
  if (counts[0]) rows.push([data.missing, `${data.absent} (${formatCount(counts[0])})`]);
  return rows;
}
