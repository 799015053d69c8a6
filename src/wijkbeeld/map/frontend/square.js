// The legend of a map of two measures: a square of nine, the first measure to the right, the second upwards.
import { button as toggle, element as made } from "./element.js";

const SIDE = 3;

// axes: { titles: [first, second], labels: [limits of each] }; counts: as they are written; isolated: numbers or null; isolate(number of a class)
export function square({ axes, palette, labels, counts, isolated, isolate }) {
  const row = made("li", "square");
  const grid = made("div", "cells");
  for (let b = SIDE - 1; b >= 0; b--) {
    grid.append(made("span", "side", axes.labels[1][b] || "–"));
    for (let a = 0; a < SIDE; a++) {
      const number = SIDE * b + a + 1;
      grid.append(cell(number, palette[number - 1], labels[number - 1], counts[number], Boolean(isolated?.includes(number)), isolate));
    }
  }
  grid.append(made("span", "side"));
  for (let a = 0; a < SIDE; a++) grid.append(made("span", "foot", axes.labels[0][a] || "–"));
  row.append(made("b", "", `↑ ${axes.titles[1]}`), grid, made("b", "right", `→ ${axes.titles[0]}`));
  return row;
}

function cell(number, colour, label, amount, pressed, isolate) {
  const button = toggle("", amount);
  button.dataset.klasse = number;
  button.style.background = colour;
  button.style.color = isDark(colour) ? "#ffffff" : "#16202b";
  button.title = `${label}: ${amount}`;
  button.setAttribute("aria-label", button.title);
  button.setAttribute("aria-pressed", String(pressed));
  button.onclick = () => isolate(number);
  return button;
}

export const SQUARE_HEIGHT = 196;

// The same square on a canvas, its top left at x, y.
export function drawSquare(pen, x, y, { axes, palette, counts, width, write }) {
  const side = 40, left = x + Math.min(150, 0.3 * width), wide = Math.min(110, (x + width - left) / SIDE);
  write(`↑ ${axes.titles[1]}`, x, y + 10, "600 14px");
  for (let b = 0; b < SIDE; b++) {
    const top = y + 20 + (SIDE - 1 - b) * side;
    write(axes.labels[1][b] || "–", x, top + 24, "400 13px");
    for (let a = 0; a < SIDE; a++) {
      const number = SIDE * b + a + 1, colour = palette[number - 1];
      pen.fillStyle = colour;
      pen.fillRect(left + a * wide, top, wide - 2, side - 2);
      pen.strokeStyle = "#59636e";
      pen.strokeRect(left + a * wide, top, wide - 2, side - 2);
      write(counts[number], left + a * wide + 8, top + 24, "400 13px", isDark(colour) ? "#ffffff" : "#16202b");
    }
  }
  for (let a = 0; a < SIDE; a++) write(axes.labels[0][a] || "–", left + a * wide, y + 20 + SIDE * side + 14, "400 13px");
  write(`→ ${axes.titles[0]}`, left, y + 20 + SIDE * side + 34, "600 14px");
}

// Whether white reads better on a colour than near-black does.
export function isDark(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 0.2;
}
