import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./modules.mjs";

const { classCounts, countClasses, frameOf, labelsOf, levelAt, paletteOf, sparse } = await load("classes.js");
const { count, decode, format, formatCount } = await load("values.js");

test("a frame is the text of its wave, and empty for a wave without figures", () => {
  const level = { classes: ["120", "999"] };
  assert.equal(frameOf(level, [2020, 2022], 2022), "999");
  assert.equal(frameOf(level, [2020, 2022], 2024), "");
});

test("each character is the class of one area; 0 is missing", () => {
  assert.deepEqual(countClasses("0019"), [2, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
  assert.deepEqual(countClasses(""), new Array(10).fill(0));
});

test("a level with limits of its own has its own names and colours", () => {
  const data = { labels: ["laag", "hoog"], palette: ["#000000", "#ffffff"] };
  const own = { labels: ["minder dan 5", "5 of meer"], palette: ["#112233", "#445566"] };
  assert.deepEqual([labelsOf(data, own), paletteOf(data, own)], [own.labels, own.palette]);
  const shared = { labels: [], palette: [] };
  assert.deepEqual([labelsOf(data, shared), paletteOf(data, shared)], [data.labels, data.palette]);
});

test("text on a square legend is white on dark colours only", async () => {
  const { isDark } = await load("square.js");
  assert.deepEqual(["#e8e8e8", "#5ac8c8", "#3b4994", "#000000"].map(isDark), [false, false, true, true]);
});

test("counts come from the grid where there is one", () => {
  const level = { classes: ["11"] };
  assert.equal(classCounts({ waves: [2020], grid: null }, level, 2020)[1], 2);
  const grid = { counts: { 2020: [7, 8] } };
  assert.deepEqual(classCounts({ waves: [2020], grid }, level, 2020), [7, 8]);
  assert.deepEqual(classCounts({ waves: [2020], grid }, level, 2022), new Array(10).fill(0));
});

test("values: the first step is missing, the last is the highest", () => {
  const data = { values: ["###$~~"], low: 3, high: 5 };
  assert.ok(Number.isNaN(decode(data, 0, 0)));
  assert.equal(decode(data, 0, 1), 3);
  assert.equal(decode(data, 0, 2), 5);
  assert.ok(Number.isNaN(decode(data, 1, 0)), "no such wave");
});

test("inhabitants go by five, and unknown is not none", () => {
  const level = { people: "#####$##%" };
  assert.equal(count(level, 0), null);
  assert.equal(count(level, 1), 0);
  assert.equal(count(level, 2), 5);
  assert.equal(count({ people: null }, 0), null);
  assert.deepEqual(sparse(level, 3, 5), [1], "known and below the limit");
  assert.deepEqual(sparse({ ...level, outside: "010" }, 3, 5), [], "around the place nothing is read");
  assert.deepEqual(sparse({ people: null }, 3, 5), []);
});

test("numbers are written the Dutch way", () => {
  assert.equal(format(4.125, 2, false), "4,13");
  assert.equal(format(-0.5, 1, true), "\u22120,5");
  assert.equal(format(0.5, 1, true), "+0,5");
  assert.equal(format(-0.0001, 2, true), "0,00", "nothing is neither up nor down");
  assert.equal(format(NaN, 2, true), "–");
  assert.equal(formatCount(12147), "12.147");
});

test("the level goes with the zoom", () => {
  const levels = [{ id: "wijk", from: 0, to: 10 }, { id: "buurt", from: 10, to: 24 }];
  assert.equal(levelAt(levels, 9.99).id, "wijk");
  assert.equal(levelAt(levels, 10).id, "buurt");
  assert.equal(levelAt(levels, 30).id, "buurt");
});
