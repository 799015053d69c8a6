import assert from "node:assert/strict";
import { test } from "node:test";
import { load, loadStage } from "./modules.mjs";

const { BigMap } = await load("big_map.js");
const { Report } = await load("report.js");
const { ViewState } = await load("state.js");
const { wanted } = await loadStage("nearest.js");

const WINDOW = { innerWidth: 1000, innerHeight: 800 };

function picture(name, left, top, wide = 400, high = 300) {
  const element = {
    name, contains: (part) => part === name,
    getBoundingClientRect: () => ({ left, top, right: left + wide, bottom: top + high }),
  };
  return { name, element };
}

test("the picture with the focus is meant, else the one nearest to the middle of what is in view", () => {
  const above = picture("above", 0, -600), middle = picture("middle", 550, 300), below = picture("below", 0, 900);
  assert.equal(wanted([above, middle, below], null, WINDOW).name, "middle");
  assert.equal(wanted([above, below], null, WINDOW).name, "below");
  assert.equal(wanted([above, middle, below], "above", WINDOW).name, "above");
  assert.equal(wanted([], null, WINDOW), undefined);
});

const DATA = {
  order: "a", waves: [2018, 2020, 2022], wave: 2022, selected: ["BU1"], background: false, swipe: null, named: false, title: "Score",
  where: "Amsterdam", base: null, grid: null, group: "waves", palette: ["#fff", "#000"],
  levels: [{ id: "wijk", classes: ["1", "2", "1"], palette: [] }],
  big: { palette: ["#cccccc", "#111111"], palettes: [[]], missing: "#ffffff", scenery: {}, border: "#222222" },
};

function large(state) {
  const part = () => ({ style: {}, replaceWith() {}, append() {} });
  globalThis.document = {
    createElement: part, addEventListener() {}, documentElement: { classList: { contains: () => false } },
  };
  const box = { offsetHeight: 300, classList: { contains: () => true, add() {}, toggle() {} }, replaceWith() {} };
  const said = [];
  const report = new Report(state, { level: () => "wijk", polygon: () => null });
  report.through((name, value) => said.push(value));
  const none = { stop() {}, hasMoved: false };
  const big = new BigMap({
    box, part, state, live: { map: () => null, ready: () => false },
    parts: { player: none, url: none, report, drawPanel() {} },
  });
  return { big, report, said, dialog: part() };
}

test("a large map is dressed for a room and keeps what is done on it to itself; afterwards all is as before", () => {
  const state = new ViewState();
  const { big, report, said, dialog } = large(state);
  state.take(big.dressed(DATA));
  assert.equal(state.data, DATA);
  big.enter(dialog, "Het gemiddelde in 2022 is 4,15.");
  const { stage, palette, group } = state.data;
  assert.deepEqual([palette, group, stage.finds, stage.where, stage.border], [["#cccccc", "#111111"], null, 2022, "Amsterdam", "#222222"]);
  state.step(2018);
  state.select([]);
  state.swipe(2020);
  report.now();
  big.leave();
  report.now();
  assert.deepEqual([state.wave, state.selected, state.swipeWave, state.data], [2022, ["BU1"], null, DATA]);
  assert.equal(said.length, 1, "only what is done on the page is told");
});

test("without a finding of this wave a large map says what it measures; a later order of Python stands", () => {
  const state = new ViewState();
  const { big, dialog } = large(state);
  state.take(big.dressed(DATA));
  big.enter(dialog, "");
  assert.deepEqual([state.data.stage.title, state.data.stage.finds], ["Score", null]);
  state.take(big.dressed({ ...DATA, order: "b", wave: 2020 }));
  big.leave();
  assert.equal(state.wave, 2020);
});

test("the 100 m grid is a picture: it keeps its own colours", () => {
  const state = new ViewState();
  const { big, dialog } = large(state);
  state.take(big.dressed({ ...DATA, grid: {}, big: {} }));
  big.enter(dialog, "");
  assert.deepEqual([state.data.palette, state.data.stage.title], [DATA.palette, "Score"]);
});
