import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { load } from "./modules.mjs";

const { StillMap } = await load("still_map.js");

const square = { type: "Polygon", coordinates: [[[5, 52], [5.1, 52], [5.1, 52.1], [5, 52]]] };
const shapes = { features: [{ id: 0, geometry: square }, { id: 1, geometry: square }] };
const whole = { center: [5, 52], zoom: 7 }, near = { center: [5, 52], zoom: 10 };
let drawn = [];
const pen = {
  scale() {}, fillRect() {}, beginPath() {}, moveTo() {}, lineTo() {}, closePath() {},
  arc() { drawn.push("point"); },
  fill(rule) { if (rule) drawn.push(this.fillStyle); },
  stroke() { if (this.lineWidth < 1) drawn.push(`line ${this.strokeStyle}`); },
  drawImage(picture, x, y, wide, high) { drawn.push(`${picture.src} ${Math.round(x)} ${Math.round(y)} ${Math.round(wide)} ${Math.round(high)} ${this.imageSmoothingEnabled}`); },
};

before(() => {
  globalThis.document = { createElement: () => ({ setAttribute() {}, getContext: () => pen, remove() {} }) };
  globalThis.Image = class { async decode() {} };
});
after(() => {
  delete globalThis.document;
  delete globalThis.Image;
});

function still(data, view = whole) {
  drawn = [];
  const level = { id: "wijk", from: 0, to: 24, classes: ["12", "21"] };
  const said = [];
  const state = {
    data: { levels: [level], waves: [2020, 2022], ...data }, wave: 2020, swipeWave: null,
    swipe() { [this.wave, this.swipeWave] = [this.swipeWave, null]; },
  };
  const container = { after() {}, clientWidth: 512, clientHeight: 512 };
  const map = new StillMap(container, state, {
    load: async () => ({ levels: [{ id: "wijk", shapes }] }), view: () => view, address: (url) => `/${url}`,
    look: () => ({ palettes: { wijk: ["#111", "#222"] }, missing: "#000", ground: "#fff", border: "#999" }),
  }, { drawn: () => said.push(`drawn ${state.wave}`), failed: ({ message }) => said.push(message) });
  return { map, state, said };
}

test("without WebGL a picture follows the waves, and has borders where there is room for them", async () => {
  const { map, state } = still({});
  assert.ok(await map.draw());
  state.wave = 2022;
  await map.draw();
  assert.deepEqual(drawn, ["#111", "#222", "#222", "#111"]);
  const close = still({}, near);
  await close.map.draw();
  assert.deepEqual(drawn, ["#111", "line #999", "#222", "line #999"]);
});

test("a drawing that a later one overtakes is not shown", async () => {
  const { map, state } = still({});
  const first = map.draw();
  state.wave = 2022;
  assert.deepEqual(await Promise.all([first, map.draw()]), [false, true]);
  assert.deepEqual(drawn, ["#222", "#111"]);
});

test("cells are drawn as they are, in their place, with the points on them", async () => {
  const corners = [[-180, 85.0511287798], [180, 85.0511287798], [180, -85.0511287798], [-180, -85.0511287798]];
  const grid = { urls: { 2020: "cellen.png" }, corners };
  const { map } = still({ grid, points: [[5, 52]] }, { center: [0, 0], zoom: 0 });
  await map.draw();
  assert.deepEqual(drawn, ["/cellen.png 0 0 512 512 false", "point"]);
});

test("two waves become the later one, and what cannot be drawn is told", async () => {
  const { map, state, said } = still({});
  state.swipeWave = 2022;
  await map.show();
  assert.deepEqual([drawn, state.swipeWave], [["#222", "#111"], null]);
  state.data.levels[0].id = "buurt"; // its shapes did not come
  await map.show();
  assert.equal(said[0], "drawn 2022");
  assert.match(said[1], /shapes/);
});
