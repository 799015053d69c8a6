import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./modules.mjs";

const { described, fileName, legendRows, onlyOf, outlineRows, sharpened, titleOf } = await load("snapshot.js");
const data = { title: "Totaalscore (één)", unit: "(score)", outline: "x", fewest: 200, marked: { label: "Krachtwijken" }, fictional: true };
const level = { id: "wijk", label: "Wijken" };

test("a picture is named after what is in it", () => {
  const day = new Date(2026, 10, 8);
  assert.equal(fileName(data, "wijk", 2024, day), "wijkbeeld_wijk_totaalscore-een_2024_score_fictief_2026-11-08.png");
  assert.match(fileName({ ...data, where: "'s-Gravenhage" }, "wijk", 2024, day), /_2024_score_s-gravenhage_fictief_/);
  assert.match(fileName({ ...data, base: 2002, unit: "punt", fictional: false }, "buurt", 2022, day), /_2002-2022_punt_2026-11-08/);
});

test("the title of a picture says of which place it is", () => {
  assert.equal(titleOf(data, "2024"), "Totaalscore (één) 2024 · fictief");
  assert.equal(titleOf({ ...data, where: "'s-Gravenhage", fictional: false }, "2024"), "Totaalscore (één) 2024 · 's-Gravenhage");
});

test("a map says in words where most areas stand", () => {
  const two = { ...data, waves: [2024, 2022], labels: ["zwak", "goed"], palette: ["#111", "#222"] };
  const shown = { id: "wijk", label: "Wijken", classes: ["12200", "0000"] };
  assert.equal(described(two, shown, 2024, "2024"), "Kaart: Totaalscore (één) 2024 · fictief. Vaakst: goed (2 van 3 wijken).");
  assert.equal(described(two, shown, 2022, "2022"), "Kaart: Totaalscore (één) 2022 · fictief. Geen cijfers.");
});

test("every outline that can be drawn is explained, and no other", () => {
  const all = outlineRows({ data, level, selected: 2, few: 3, drawn: true, border: "#fff" });
  assert.deepEqual(all.map((row) => row.text), [
    "grens van wijken", "gemeentegrens", "minder dan 200 inwoners (3)", "Krachtwijken", "gekozen (2)", "getekend vlak",
  ]);
  const place = outlineRows({ data: { ...data, where: "40 krachtwijken", scattered: true }, level, selected: 0, few: 0 });
  assert.ok(place.some((row) => row.text === "40 krachtwijken"));
  const none = outlineRows({ data: { ...data, outline: null, marked: null }, level, selected: 0, few: 0, drawn: false, border: null });
  assert.deepEqual(none, []);
});

test("the legend of a picture has limits of classes, and says which classes are left", () => {
  const two = { ...data, waves: [2024], missing: "#ccc", absent: "geen cijfer", labels: ["zwak", "goed"], palette: ["#111", "#222"] };
  const shown = { id: "wijk", label: "Wijken", classes: ["1220"] };
  assert.deepEqual(legendRows(two, shown, { wave: 2024 }).map((row) => row.text), ["goed (2)", "zwak (1)", "geen cijfer (1)"]);
  const rows = legendRows({ ...two, limits: ["minder dan 4,11", "4,11 of meer"] }, shown, { wave: 2024 });
  assert.deepEqual(rows.map((row) => row.text), ["goed: 4,11 of meer (2)", "zwak: minder dan 4,11 (1)", "geen cijfer (1)"]);
  const swiped = legendRows({ ...two, waves: [2022, 2024] }, { ...shown, classes: ["1122", "1220"] }, { wave: 2022, swipeWave: 2024 });
  assert.deepEqual(swiped.map((row) => row.text), ["goed (2 → 2)", "zwak (2 → 1)", "geen cijfer (0 → 1)"]);
  assert.equal(onlyOf(two.labels, two.absent, [1, 2]), "alleen: zwak, goed");
  assert.equal(onlyOf(two.labels, two.absent, [0]), "alleen: geen cijfer");
  assert.equal(onlyOf(two.labels, two.absent, null), "");
});

test("maps are drawn at twice the dots and put back, also when it fails", async () => {
  globalThis.window = { devicePixelRatio: 1 };
  const dots = [], names = [];
  const map = { once: (_, done) => done(), setPixelRatio: (ratio) => dots.push(ratio) };
  const labels = { draw: (ratio) => names.push(ratio) };
  await assert.rejects(sharpened([map], labels, () => { throw new Error("vol"); }));
  assert.deepEqual(dots, [2, 1]);
  assert.deepEqual(names, [2, undefined]);
});
