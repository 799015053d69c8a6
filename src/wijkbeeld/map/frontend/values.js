// Values travel as two characters per area, counts as three (see map/pack.py); numbers are written the Dutch way.
const ALPHABET = Array.from({ length: 127 - 35 }, (_, n) => String.fromCharCode(35 + n))
  .filter((c) => !"\\<>&".includes(c)).slice(0, 88).join("");
const STEPS = ALPHABET.length ** 2 - 2;
const COUNT_STEP = 5;

export function decode(data, place, id) {
  const text = data.values[place];
  if (!text) return NaN;
  const step = ALPHABET.indexOf(text[2 * id]) * ALPHABET.length + ALPHABET.indexOf(text[2 * id + 1]);
  return step === 0 ? NaN : data.low + ((step - 1) / STEPS) * (data.high - data.low);
}

// Inhabitants of an area, or null where they are not known.
export function count(data, id) {
  if (!data.people) return null;
  const [a, b, c] = [0, 1, 2].map((n) => ALPHABET.indexOf(data.people[3 * id + n]));
  const step = (a * ALPHABET.length + b) * ALPHABET.length + c;
  return step > 0 ? (step - 1) * COUNT_STEP : null;
}

export function format(value, decimals, signed) {
  if (!Number.isFinite(value)) return "–";
  const text = Math.abs(value).toLocaleString("nl-NL", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const isZero = !/[1-9]/.test(text);
  if (value < 0 && !isZero) return `\u2212${text}`;
  return signed && !isZero ? `+${text}` : text;
}

export function formatCount(amount) {
  return amount.toLocaleString("nl-NL");
}
