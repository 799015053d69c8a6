import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./modules.mjs";

const { Gestures } = await load("gestures.js");
const { press } = await load("keys.js");
const { Pointer } = await load("pointer.js");
const { Polygon } = await load("polygon.js");

// Places are pixels times a thousandth of a degree.
function fakeMap() {
  const heard = {};
  const style = {};
  const canvas = { style };
  return {
    on: (name, listener) => { heard[name] = listener; },
    fire: (name, event) => heard[name](event),
    project: ([lng, lat]) => ({ x: lng * 1000, y: lat * 1000 }),
    getCanvas: () => canvas, getCanvasContainer: () => canvas,
    cooperativeGestures: { isEnabled: () => false, disable() {}, enable() {} },
    dragPan: { on: true, disable() { this.on = false; }, enable() { this.on = true; } },
  };
}

function polygon() {
  const drawn = [], said = [];
  const made = new Polygon({
    draw: (...what) => drawn.push(what), settled: () => said.push("settled"), finished: () => said.push("finished"),
  });
  const map = fakeMap();
  made.attach(map);
  const click = (x, y) => map.fire("click", { point: { x, y }, lngLat: { lng: x / 1000, lat: y / 1000 } });
  return { made, map, drawn, said, click };
}

test("a click on the first corner closes a polygon of three corners or more", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { made, drawn, said, click } = polygon();
  made.start();
  click(100, 100);
  click(200, 100);
  click(105, 105); // near the first, but two corners make no area: a corner as any other
  click(103, 100);
  assert.deepEqual(made.finished.ring, [[0.1, 0.1], [0.2, 0.1], [0.105, 0.105]]);
  assert.deepEqual(said, ["settled", "settled", "finished"]);
  const [line, closed, corners] = drawn.at(-1);
  assert.deepEqual([line.length, closed, corners], [4, true, []]);
  assert.ok(made.taken, "the second click of a double click is still the polygon's");
  t.mock.timers.tick(500);
  assert.ok(!made.taken);
});

test("the same corner twice counts once; Backspace takes one back; two corners do not finish", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { made, drawn, click } = polygon();
  made.start();
  click(100, 100);
  click(100, 100);
  click(300, 100);
  assert.equal(drawn.at(-1)[2].length, 2);
  made.finish();
  assert.ok(made.busy);
  made.back();
  assert.equal(drawn.at(-1)[2].length, 1);
  made.stop();
  assert.equal(made.finished, null);
});

test("what Python holds is drawn when it changes, not again at every run", () => {
  const { made, drawn } = polygon();
  const ring = [[5, 52], [5.1, 52], [5, 52.1]];
  made.take(ring);
  made.take(structuredClone(ring));
  assert.equal(drawn.length, 1);
  assert.deepEqual(drawn[0], [[...ring, ring[0]], true, []]);
});

function gestures() {
  const said = [];
  const window = new EventTarget();
  const path = { setAttribute: (_, d) => { path.d = d; }, removeAttribute: () => { delete path.d; } };
  const svg = { firstElementChild: path, setAttribute() {}, removeAttribute() {} };
  const surface = new EventTarget();
  const stage = { getBoundingClientRect: () => ({ left: 10, top: 20 }) };
  const made = new Gestures({
    surface, stage, svg, on: { starts: () => said.push("starts"), toggled: () => said.push(made.drawing), chosen: (contains) => said.push(contains) },
  });
  const map = fakeMap();
  made.attach(map);
  const event = (type, x, y) => Object.assign(new Event(type), { clientX: x + 10, clientY: y + 20, pointerId: 1, isPrimary: true });
  return { made, map, said, surface, window, event };
}

test("a box with shift chooses what lies in it; the click after the drag is no click", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { made, map, said, window, event } = gestures();
  globalThis.window = window;
  made.box(event("pointerdown", 0, 0));
  assert.ok(!map.dragPan.on);
  window.dispatchEvent(event("pointermove", 30, 30));
  window.dispatchEvent(event("pointerup", 30, 30));
  const [contains] = said;
  assert.ok(contains({ x: 10, y: 10 }) && !contains({ x: 40, y: 10 }));
  assert.ok(map.dragPan.on && made.busy);
  t.mock.timers.tick(50);
  assert.ok(!made.busy);
});

test("a shape takes areas of the place only, instead of what was chosen; with shift besides", () => {
  const said = [];
  const names = [{ c: "WK1", p: [0.01, 0.01] }, { c: "WK2", p: [0.02, 0.02] }, { c: "WK3", p: [0.9, 0.9] }];
  const pointer = new Pointer({
    state: { with: (codes) => ["WK9", ...codes] }, at: { level: () => ({ id: "wijk", outside: "010" }), names: () => names },
    on: { chosen: (codes) => said.push(codes) },
  });
  pointer.attach(fakeMap());
  const contains = ({ x }) => x < 100;
  pointer.chooseWithin(contains, false);
  pointer.chooseWithin(contains, true);
  assert.deepEqual(said, [["WK1"], ["WK9", "WK1"]]);
});

test("a lasso stays on after too short a line, and goes off after a drawing", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { made, map, said, surface, window, event } = gestures();
  globalThis.window = window;
  made.toggle();
  surface.dispatchEvent(event("pointerdown", 0, 0));
  window.dispatchEvent(event("pointermove", 2, 2));
  window.dispatchEvent(event("pointerup", 2, 2));
  assert.ok(made.drawing);
  surface.dispatchEvent(event("pointerdown", 0, 0));
  for (const [x, y] of [[40, 0], [40, 40], [0, 40]]) window.dispatchEvent(event("pointermove", x, y));
  window.dispatchEvent(event("pointerup", 0, 40));
  assert.ok(!made.drawing && map.dragPan.on);
  assert.deepEqual(said.map((what) => (typeof what === "function" ? what({ x: 20, y: 20 }) : what)), ["starts", true, true, "starts", false]);
});

test("keys: letters act, arrows step, arrows with shift pan, a field keeps its keys", () => {
  const said = [];
  const hands = (busy) => ({
    acts: { letters: () => said.push("names"), list: () => said.push("list") },
    player: { next: (n) => said.push(n), play: () => said.push("play") },
    polygon: { busy, stop: () => said.push("stop"), finish: () => said.push("finish"), back: () => said.push("back") },
    pan: (offset) => said.push(offset), escape: () => said.push("escape"),
  });
  const key = (name, more = {}, busy = false, onStage = false) => press(
    { key: name, target: { tagName: "DIV" }, preventDefault() {}, stopPropagation() {}, ...more }, { ...hands(busy), onStage });
  key("n");
  key("ArrowLeft");
  key("ArrowLeft", { shiftKey: true });
  key("Escape");
  key("Escape", {}, true);
  key("Enter");
  key("Enter", {}, true);
  key("n", { ctrlKey: true });
  key("n", { target: { tagName: "INPUT" } });
  assert.deepEqual(said, ["names", -1, [-90, 0], "escape", "stop", "finish"]);
  said.length = 0;
  const map = { target: { tagName: "CANVAS" } };
  key("ArrowLeft", map);
  key("Enter", map);
  key("Enter", map, true);
  key("ArrowLeft", map, false, true);
  key("PageDown", map);
  assert.deepEqual(said, [[-90, 0], "list", "finish", -1, 1], "on the map arrows move it and Enter lists; not before a room");
});
