import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./modules.mjs";

const { Backdrop } = await load("backdrop.js");
const { choosePace, pace, stepMs } = await load("pace.js");
const { Player } = await load("player.js");
const { ViewState } = await load("state.js");

const DATA = {
  order: "a", waves: [2018, 2020, 2022], wave: 2022, selected: ["BU1"], background: false, swipe: null, named: false,
  base: null, grid: null, levels: [{ id: "wijk", classes: ["1", "2", "3"] }, { id: "buurt", classes: ["11", "22", "33"] }],
};

function state(changes = {}) {
  const made = new ViewState();
  made.take({ ...DATA, ...changes });
  return made;
}

test("what the user did stays until Python gives a new order", () => {
  const view = state();
  view.step(2018);
  view.select(["BU2"]);
  view.isolate(3);
  view.take({ ...DATA, selected: ["BU9"] });
  assert.deepEqual([view.wave, view.selected, view.isolated], [2018, ["BU2"], [3]]);
  view.take({ ...DATA, order: "b" });
  assert.deepEqual([view.wave, view.selected, view.isolated], [2022, ["BU1"], null]);
});

test("a wave that is no longer there gives way to Python's; names go with Python's change only", () => {
  const view = state();
  view.step(2018);
  view.toggleNames();
  view.take({ ...DATA, waves: [2020, 2022] });
  assert.equal(view.wave, 2022);
  assert.equal(view.named, true);
  view.take({ ...DATA, named: true });
  view.take({ ...DATA, named: false });
  assert.equal(view.named, false);
});

test("stepping: only to another wave that is there", () => {
  const view = state();
  assert.equal(view.step(2022), false);
  assert.equal(view.step(1999), false);
  assert.ok(view.isLast);
  assert.equal(view.beside(1), undefined);
  assert.equal(view.beside(-1), 2020);
  assert.equal(view.step(2018), true);
  assert.equal(view.beside(-1), undefined);
});

test("a click chooses one area, takes it back, or adds with shift", () => {
  const view = state({ selected: [] });
  assert.deepEqual(view.afterClick("a", false), ["a"]);
  view.select(["a"]);
  assert.deepEqual(view.afterClick("a", false), []);
  assert.deepEqual(view.afterClick("b", true), ["a", "b"]);
  view.select(["a", "b"]);
  assert.deepEqual(view.afterClick("a", false), ["a"]);
  assert.deepEqual(view.afterClick("a", true), ["b"]);
  assert.deepEqual(view.with(["b", "c"]), ["a", "b", "c"]);
});

test("a swipe stays only where its wave can be shown", () => {
  const view = state();
  assert.equal(view.other, 2018);
  view.swipe(2018);
  assert.ok(view.keepSwipe());
  view.swipe(1999);
  assert.ok(!view.keepSwipe());
  assert.equal(view.swipeWave, null);
  assert.equal(view.wave, 2018);
  const grid = state({ swipe: 2018, grid: {} });
  assert.ok(!grid.keepSwipe());
  const first = state({ wave: 2018 });
  assert.equal(first.other, 2022);
});

test("of two waves the earlier lies on the left, whichever was there first", () => {
  const both = (view) => [view.wave, view.swipeWave];
  const view = state();
  view.swipe(2018);
  assert.deepEqual(both(view), [2018, 2022]);
  assert.equal(view.step(2022), false, "it lies on the right");
  view.step(2020);
  assert.deepEqual(both(view), [2020, 2022]);
  view.swipe(2018);
  assert.deepEqual(both(view), [2018, 2020]);
  view.step(2022);
  assert.deepEqual(both(view), [2018, 2022], "a later wave takes the right");
  view.swipe(null);
  assert.deepEqual(both(view), [2022, null]);
  assert.deepEqual(both(state({ swipe: 2018 })), [2018, 2022], "also as a link has it");
  assert.deepEqual(both(state({ swipe: 2022 })), [2022, null], "a wave is not set beside itself");
});

test("Python is told all of it, with the order it was done in", () => {
  const view = state();
  view.toggleBackground();
  assert.deepEqual(view.message("wijk", null), {
    order: "a", wave: 2022, selected: ["BU1"], background: true, swipe: null, level: "wijk", named: false, drawn: null,
  });
});

test("a wave is written with its base, and has a frame per level", () => {
  assert.equal(state().when(2020), 2020);
  assert.equal(state({ base: 2014 }).when(2020), "2014–2020");
  assert.deepEqual(state().frames(2020), [["wijk", "2"], ["buurt", "22"]]);
  assert.deepEqual(state().frames(1999), [["wijk", ""], ["buurt", ""]]);
});

test("playing runs from the first wave to the last, then stops and tells once", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const seen = [];
  const view = state();
  const player = new Player(view, {
    stepped: () => seen.push(view.wave), toggled: () => seen.push(player.playing ? "on" : "off"), stopped: () => seen.push("told"),
  });
  player.play();
  for (let n = 0; n < 4; n++) t.mock.timers.tick(500);
  assert.deepEqual(seen, [2018, "on", 2020, 2022, "off", "told"]);
  player.stop();
  assert.equal(seen.length, 6, "stopping twice says nothing");
  player.play();
  player.play();
  assert.deepEqual(seen.slice(6), [2018, "on", "off", "told"]);
});

test("another pace holds from the next step on, also where the browser keeps nothing", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const view = state();
  const player = new Player(view, { stepped: () => {}, toggled: () => {}, stopped: () => {} });
  assert.equal(pace(), "gewoon");
  player.play();
  choosePace("langzaam");
  t.mock.timers.tick(500);
  assert.equal(view.wave, 2020, "the step that was waiting goes as it was going to");
  t.mock.timers.tick(stepMs() - 1);
  assert.equal(view.wave, 2020);
  t.mock.timers.tick(1);
  assert.equal(view.wave, 2022);
  player.stop();
  choosePace("gewoon");
});

test("a background map that does not come is taken off, and asked for again by the next click", () => {
  const shown = [];
  let fail;
  const backdrop = new Backdrop(state(), { draw: (on) => shown.push(on), shown: () => {}, toggled: () => {} });
  backdrop.attach({ on: (_, listener) => { fail = listener; } });
  backdrop.toggle();
  fail({ sourceId: "water" });
  assert.equal(backdrop.unreachable, false);
  fail({ sourceId: "backdrop" });
  assert.equal(backdrop.unreachable, true);
  backdrop.toggle();
  backdrop.toggle();
  assert.equal(backdrop.unreachable, false);
  assert.deepEqual(shown, [true, false, false, true]);
});

test("each click on the legend adds a class to those shown alone, or takes it away", () => {
  const view = state();
  view.isolate(3);
  view.isolate(1);
  assert.deepEqual(view.isolated, [1, 3]);
  assert.equal(view.isIsolated(3), true);
  view.isolate(3);
  view.isolate(1);
  assert.equal(view.isolated, null);
});

test("a wave that only the map beside it has blanks a map until one of its own is chosen", () => {
  const view = state({ lacks: 2017 });
  assert.equal(view.lacking, 2017);
  assert.equal(view.step(2022), true, "the same wave as before is news on a blank map");
  assert.equal(view.lacking, null);
  view.lack(2019);
  view.take(DATA);
  assert.deepEqual([view.lacking, view.wave], [2019, 2022], "a rerun of the page changes nothing");
  assert.equal(view.step(1999), false);
  assert.equal(view.lacking, 2019);
});

test("a map that asks for a place shows areas only: no grid, nothing chosen, hatched, marked or put beside it", () => {
  const view = state({ swipe: 2018, marked: { codes: ["BU1"] }, grid: { urls: {} }, levels: [{ id: "wijk", classes: ["1"], people: "###" }] });
  assert.equal(view.asksPlace, false);
  view.isolate(2);
  view.ask([[5, 52]]);
  const { grid, marked, points, levels } = view.data;
  assert.deepEqual([view.asksPlace, view.selected, view.swipeWave, view.isolated, grid, marked, points], [true, [], null, null, null, null, [[5, 52]]]);
  assert.deepEqual([levels[0].people, view.named], [null, true]);
  view.take({ ...DATA, order: "c", points: [] });
  assert.deepEqual([view.asksPlace, view.selected], [true, []]);
  view.take({ ...DATA, order: "d", points: null });
  assert.deepEqual([view.asksPlace, view.selected], [false, ["BU1"]]);
});
