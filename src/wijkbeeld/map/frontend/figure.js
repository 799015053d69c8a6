// The figure of one area as it is written: beside the pointer and in the list of areas.
import { labelsOf, paletteOf } from "./classes.js";
import { decode, format } from "./values.js";

// data, wave: what is shown; returns its class (0 for none), its colour, and class and value in words
export function figureOf({ data, wave }, level, id) {
  const place = data.waves.indexOf(wave);
  const klasse = +(level.classes[place]?.[id] ?? 0);
  const colour = klasse ? paletteOf(data, level)[klasse - 1] : data.missing;
  return { klasse, colour, text: klasse ? written(data, level, klasse, decode(level, place, id)) : data.absent };
}

// The value first where the class is but its range.
function written(data, level, klasse, value) {
  const label = labelsOf(data, level)[klasse - 1];
  if (!data.unit) return label;
  const text = `${format(value, data.decimals, data.signed)} ${data.unit}`;
  return data.legend || level.second ? `${text} · ${label}` : `${label} · ${text}`;
}
