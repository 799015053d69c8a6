import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./modules.mjs";

const { distances } = await load("time_bar.js");

test("waves lie at their true distance, and the closest two say whether there is room", () => {
  assert.deepEqual(distances([2002, 2008, 2012]), { places: [0, 0.6, 1], closest: 0.4 });
  assert.deepEqual(distances([2024]), { places: [0], closest: 1 });
});
