// What the answers to a question add up to, as elements of a page. For phones and for the stage.
import { make, number } from "./dom.js";

const SMALLEST = 1, LARGEST = 2.6; // em, of words

// question: { kind, options, steps }; results as the room gives them; answer: number of the right option;
// hide(word): called when the presenter takes a word off the screen
export function draw(question, results, { answer = null, hide = null } = {}) {
  const parts = {
    keuze: () => bars(question.options, results, answer), raad: () => bars(question.options, results, answer),
    schaal: () => bars(steps(question), results, null), woord: () => words(results, hide), punt: () => null,
  }[question.kind]();
  return make("div", { className: "results" }, parts, make("p", { className: "n" }, summary(question, results)));
}

// Places of the answers to a question about the map: [[lng, lat], …].
export function points(results) {
  return results?.points ?? [];
}

export function summary(question, { n, mean }) {
  const said = `${number(n)} ${n === 1 ? "antwoord" : "antwoorden"}`;
  if (question.kind !== "schaal" || mean === null) return said;
  return `${said}, gemiddeld ${number(mean, 1)} op een schaal van 1 tot ${question.steps}`;
}

function steps({ steps: amount, options: [low, high] }) {
  const ends = { 1: low, [amount]: high };
  return Array.from({ length: amount }, (_, n) => (ends[n + 1] ? `${n + 1} ${ends[n + 1]}` : String(n + 1)));
}

function bars(labels, { n, counts }, answer) {
  const rows = labels.map((label, index) => {
    const share = n ? counts[index] / n : 0;
    const fill = make("span", { className: "fill" });
    fill.style.width = `${100 * share}%`;
    const is = index === answer;
    return make("li", { className: is ? "right" : "" },
      make("span", { className: "label" }, is ? `${label} ✓ goed` : label),
      make("span", { className: "track", "aria-hidden": "true" }, fill),
      make("span", { className: "amount" }, `${number(counts[index])} (${number(100 * share, 0)}%)`));
  });
  return make("ul", { className: "bars" }, ...rows);
}

function words({ words: found }, hide) {
  const most = found[0]?.[1] ?? 1;
  const rows = found.map(([word, amount]) => {
    const text = amount > 1 ? `${word} (${amount})` : word;
    const button = hide && make("button", { type: "button", title: "Haal dit woord van het scherm", onclick: () => hide(word) }, text);
    const row = make("li", {}, button ?? text);
    row.style.fontSize = `${SMALLEST + (LARGEST - SMALLEST) * (most > 1 ? (amount - 1) / (most - 1) : 0)}em`;
    return row;
  });
  return make("ul", { className: "words" }, ...rows);
}
