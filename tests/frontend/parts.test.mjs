import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./modules.mjs";

const { CanvasPreview } = await load("canvas_preview.js");
const { inOrder } = await load("labels.js");
const { LinkedMaps } = await load("linked_maps.js");
const { Report } = await load("report.js");
const { SparseAreas } = await load("sparse_areas.js");
const { Status, lacksWebGl } = await load("status.js");

function member(group, ready = true) {
  const seen = [];
  const act = (name) => (value) => { seen.push(value === undefined ? name : `${name} ${value}`); };
  const linked = new LinkedMaps({
    group: () => group, ready: () => ready,
    select: act("select"), step: act("step"), tell: act("tell"), moveTo: act("moveTo"),
  });
  return { linked, seen };
}

test("what is chosen on one map is chosen on those that belong to it, and told once", () => {
  const first = member("waves"), second = member("waves"), other = member(null), late = member("waves", false);
  first.linked.select("WK1");
  first.linked.tell(false);
  second.linked.tell(true);
  assert.deepEqual(first.seen, ["select WK1", "tell", "tell"]);
  assert.deepEqual(second.seen, ["select WK1"]);
  assert.deepEqual([...other.seen, ...late.seen], []);
  for (const { linked } of [first, second, other, late]) linked.leave();
});

test("a map on its own tells for itself, quiet or not", () => {
  const one = member(null);
  one.linked.tell(true);
  assert.deepEqual(one.seen, ["tell"]);
  one.linked.leave();
});

test("maps of one place follow each other without going round in a circle", () => {
  const moves = [];
  const make = (name) => {
    const linked = new LinkedMaps({
      group: () => "plaats", ready: () => true,
      moveTo: (where) => { moves.push(`${name} ${where}`); linked.lead(where); },
    });
    return linked;
  };
  const left = make("left"), right = make("right");
  left.lead(3);
  assert.deepEqual(moves, ["right 3"]);
  left.step(2020); // only maps that share their wave step together
  left.leave();
  right.leave();
});

test("a map that is led to its own last wave leaves the first map where it is", () => {
  const waves = [];
  const make = (name, own) => {
    const linked = new LinkedMaps({
      group: () => "own waves", ready: () => true,
      step: (wave) => { waves.push(`${name} ${own(wave)}`); linked.step(own(wave)); },
    });
    return linked;
  };
  const left = make("left", (wave) => wave), right = make("right", () => 2020);
  left.step(2022);
  assert.deepEqual(waves, ["right 2020"]);
  left.leave();
  right.leave();
});

test("sparse areas are found again only when the counts are new", () => {
  const changed = [];
  const areas = new SparseAreas();
  const data = { levels: [{ id: "wijk", people: null }, { id: "buurt", people: null }], fewest: 50 };
  const update = () => areas.update(data, () => 3, ({ id }) => changed.push(id));
  update();
  update();
  assert.deepEqual(changed, ["wijk", "buurt"]);
  assert.deepEqual(areas.of("unknown"), []);
  areas.clear();
  update();
  assert.equal(changed.length, 4);
});

test("Python is told of a level once, and in the words of the last run", () => {
  const told = [];
  let isAway = false, back;
  globalThis.document = {
    documentElement: { classList: { contains: () => isAway } }, addEventListener: (_, act) => { back = act; },
  };
  const state = { message: (level, polygon) => ({ level, polygon }) };
  const report = new Report(state, { level: () => "wijk", polygon: () => null });
  report.through((...said) => told.push(["old", ...said]));
  report.through((...said) => told.push(said));
  assert.equal(report.isNews("wijk"), true);
  assert.equal(report.isNews("wijk"), false);
  report.soon();
  report.now(); // does not leave the other one waiting
  assert.deepEqual(told, [["user", { level: "wijk", polygon: null }]]);
  isAway = true;
  report.now();
  report.now();
  assert.equal(told.length, 1, "there is no one to tell");
  isAway = false;
  back();
  back();
  assert.equal(told.length, 2, "told once");
  assert.ok(told[1][1].missed > 0);
  delete globalThis.document;
});

test("while the page still draws, what is done on the map waits for it, three seconds at most", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  let run = "running";
  globalThis.document = {
    documentElement: { classList: { contains: () => false } }, addEventListener() {},
    querySelector: () => ({ dataset: { testScriptState: run } }),
  };
  const told = [];
  const report = new Report({ message: () => ({}) }, { level: () => "wijk", polygon: () => null });
  report.through((...said) => told.push(said));
  report.soon();
  t.mock.timers.tick(2000);
  assert.equal(told.length, 0);
  run = "notRunning";
  t.mock.timers.tick(250);
  assert.equal(told.length, 1);
  run = "running";
  report.soon();
  t.mock.timers.tick(3500);
  assert.equal(told.length, 2);
  delete globalThis.document;
});

test("files that did not come are asked for again where the user wants it", () => {
  globalThis.document = { createElement: () => ({}) };
  const said = [], parts = { status: { hidden: true, replaceChildren: (...all) => said.push(all) } };
  const box = { dataset: {} };
  let asked = 0;
  new Status((name) => parts[name], box).fail(new Error("code 503"), () => { asked += 1; });
  delete globalThis.document;
  const [[text, retry]] = said;
  assert.match(text, /niet geladen.*werkt wel/);
  assert.deepEqual([retry.textContent, parts.status.hidden, box.dataset.error, asked], ["Probeer opnieuw", false, "code 503", 0]);
  retry.onclick();
  assert.deepEqual([said[1], box.dataset.error, asked], [["De kaart wordt geladen…"], undefined, 1]);
});

test("without WebGL the place of the map shrinks and Python takes over", () => {
  const parts = { status: {}, stage: { style: {} } };
  const gone = [];
  const box = { dataset: {}, classList: { remove: (name) => gone.push(name) } };
  const status = new Status((name) => parts[name], box);
  const lost = new Error("geen verbinding"), noGl = new Error("Failed to initialize WebGL");
  assert.deepEqual([lacksWebGl(lost), lacksWebGl(noGl)], [false, true]);
  status.lack(noGl);
  assert.match(parts.status.textContent, /eenvoudige kaart.*hardwareversnelling/);
  assert.equal(parts.stage.style.height, "5rem");
  assert.deepEqual(gone, ["fills"], "no more than a line is left of a map that would fill the window");
  assert.equal(box.dataset.error, "Failed to initialize WebGL");
  status.hide();
  assert.equal(parts.status.hidden, true);
});

test("names of the place come first, then gemeenten around it; areas around it have none", () => {
  const [ijburg, zuidas, haven] = [{ n: "IJburg", g: "Amsterdam" }, { n: "Zuidas", g: "Amsterdam" }, { n: "Haven", g: "Zaanstad" }];
  const [amsterdam, zaanstad] = [{ n: "Amsterdam" }, { n: "Zaanstad" }];
  const written = (inside) => inOrder([zaanstad, amsterdam], [haven, ijburg, zuidas], inside).map(({ name, is }) => `${name.n} ${is}`);
  const here = (...names) => ({ area: (name) => names.includes(name), towns: new Set(names.map((name) => name.g)) });
  assert.deepEqual(written(here(ijburg, zuidas)), ["IJburg area", "Zuidas area", "Zaanstad beyond"]);
  assert.deepEqual(written(here(zuidas, haven)), ["Zaanstad town", "Amsterdam town", "Haven area", "Zuidas area"]);
  assert.deepEqual(written(null), ["Zaanstad town", "Amsterdam town", "Haven area", "IJburg area", "Zuidas area"]);
});

test("what lies outside the place has the colour of the ground in the first picture, as on the map", () => {
  const filled = [], lined = [];
  const pen = {
    scale() {}, fillRect() {}, beginPath() {}, moveTo() {}, lineTo() {}, closePath() {},
    fill() { filled.push(this.fillStyle); }, stroke() { lined.push(this.strokeStyle); },
  };
  globalThis.document = { createElement: () => ({ setAttribute() {}, getContext: () => pen }) };
  const container = { after() {}, clientWidth: 100, clientHeight: 100 };
  const square = { type: "Polygon", coordinates: [[[5, 52], [5.1, 52], [5.1, 52.1], [5, 52]]] };
  const shapes = { features: [{ id: 0, geometry: square }, { id: 1, geometry: square }] };
  const draw = (outside) => new CanvasPreview(container, { center: [5, 52], zoom: 9 }).draw(shapes, "12", ["#000", "#111", "#222"], "#fff", outside, { border: "#333", edge: "#444" });
  draw("01");
  draw(null);
  delete globalThis.document;
  assert.deepEqual(filled, ["#111", "#111", "#222"]);
  assert.deepEqual(lined, ["#333", "#444", "#333", "#333"]);
});
