import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { load } from "./modules.mjs";

const { Picked } = await load("picked.js");

class Part {
  children = [];
  style = {};
  text = "";
  setAttribute() {}
  append(...parts) { this.children.push(...parts); }
  replaceChildren(...parts) { this.children = parts; }
  set textContent(text) { this.text = text; }
  get words() { return [this.text, ...this.children.flatMap((child) => child.words)].filter(Boolean); }
}

before(() => { globalThis.document = { createElement: () => new Part() }; });
after(() => { delete globalThis.document; });

const level = { id: "wijk", classes: ["1", "0"], values: ["zz", "##"], low: 0, high: 4 };
const data = {
  sheet: true, title: "Totaalscore", unit: "(score)", decimals: 1, labels: ["zwak"], palette: ["#123456"], absent: "geen cijfer",
  waves: [2002, 2022], levels: [level],
};

function drawn(told) {
  const sheet = new Part(), closed = [];
  const state = { data, wave: 2002, swipeWave: null, selected: ["WK1"], when: (wave) => wave, ...told };
  const at = { level: () => level, id: (_, code) => (code === "WK1" ? 0 : undefined), name: () => ({ n: "Geuzenveld", g: "Amsterdam" }) };
  new Picked({ sheet, state, at, close: () => closed.push(1) }).draw();
  return { sheet, words: sheet.words.map(String), closed };
}

test("the sheet names the area, what is measured, and year, class and value, of both years of a swipe", () => {
  const { sheet, words, closed } = drawn({ swipeWave: 2022 });
  assert.equal(sheet.hidden, false);
  assert.deepEqual(words.slice(0, 4), ["Geuzenveld", "Amsterdam", "Totaalscore", "2002"]);
  assert.match(words[4], /^zwak · \d,\d \(score\)$/);
  assert.deepEqual(words.slice(5, 7), ["2022", "geen cijfer"]);
  sheet.children.at(-1).onclick();
  assert.deepEqual(closed, [1]);
});

test("no sheet where nothing is chosen, where the area is not on the map, and where the page has something else", () => {
  for (const told of [{ selected: [] }, { selected: ["WK9"] }, { data: { ...data, sheet: false } }]) {
    const { sheet, words } = drawn(told);
    assert.equal(sheet.hidden, true);
    assert.deepEqual(words, ["×"]);
  }
});
