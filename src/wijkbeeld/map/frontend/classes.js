// Classes travel as one character per area ("0" is missing), in the order of the geometry; one text per wave.
import { count, formatCount } from "./values.js";

const CLASSES = 10; // missing and nine

export function frameOf(level, waves, wave) {
  return level.classes[waves.indexOf(wave)] ?? "";
}

// outside: which areas are not counted, one character each; null counts all.
export function countClasses(frame, outside) {
  const counts = new Array(CLASSES).fill(0);
  for (let id = 0; id < frame.length; id++) if (outside?.[id] !== "1") counts[+frame[id]] += 1;
  return counts;
}

// Numbers of the areas that are counted.
export function insideOf(outside) {
  return Array.from(outside ?? "").flatMap((is, id) => (is === "1" ? [] : [id]));
}

// Names and colours of classes: of this level, where each level has limits of its own.
export function labelsOf(data, level) {
  return level.labels?.length ? level.labels : data.labels;
}

export function paletteOf(data, level) {
  return level.palette?.length ? level.palette : data.palette;
}

// Number of areas (or cells) per class in a wave; missing first.
export function classCounts({ grid, waves }, level, wave) {
  if (grid) return grid.counts[wave] ?? new Array(CLASSES).fill(0);
  return countClasses(frameOf(level, waves, wave), level.outside);
}

// The same as they are written, for both waves of a swipe.
export function countTexts(data, level, { wave, swipeWave }) {
  const [left, right] = [wave, swipeWave].map((one) => (one ? classCounts(data, level, one).map(formatCount) : null));
  return right ? left.map((text, n) => `${text} → ${right[n]}`) : left;
}

// Whether no area lacks a class in what is shown.
export function isComplete(data, level, { wave, swipeWave }) {
  return [wave, swipeWave].every((one) => !one || classCounts(data, level, one)[0] === 0);
}

// Areas of the place with so few inhabitants that a score says little.
export function sparse(level, total, fewest) {
  if (!level.people) return [];
  return Array.from({ length: total }, (_, id) => id).filter((id) => {
    const people = count(level, id);
    return people !== null && people < fewest && level.outside?.[id] !== "1";
  });
}

// The level under a zoom; beyond all of them the last.
export function levelAt(levels, zoom) {
  return levels.find((level) => zoom >= level.from && zoom < level.to) ?? levels.at(-1);
}
