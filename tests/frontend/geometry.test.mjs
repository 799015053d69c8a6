import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./modules.mjs";

const geometry = await load("geometry.js");
const near = (a, b, within = 1e-9) => assert.ok(Math.abs(a - b) < within, `${a} is not ${b}`);
const BOUNDS = [[3.3, 50.7], [7.3, 53.6]];

test("Web Mercator: the middle of the world and its northern edge", () => {
  const [x, y] = geometry.mercator([0, 0]);
  near(x, 0.5);
  near(y, 0.5);
  near(geometry.northing(85.0511287798066), 0);
});

test("a view by centre has that centre in the middle of the picture", () => {
  const { left, top, scale } = geometry.placeOf({ center: [5, 52], zoom: 9 }, 800, 600);
  const [x, y] = geometry.mercator([5, 52]);
  near((x - left) * scale, 400, 1e-6);
  near((y - top) * scale, 300, 1e-6);
  near(geometry.zoomOf({ center: [5, 52], zoom: 9 }, { clientWidth: 800, clientHeight: 600 }), 9);
});

test("a view by bounds keeps the room around them free and touches it on one side", () => {
  const padding = { top: 20, left: 20, right: 56, bottom: 40 };
  const { left, top, scale } = geometry.placeOf({ bounds: BOUNDS, fitBoundsOptions: { padding } }, 700, 500);
  const [west, south] = geometry.mercator(BOUNDS[0]);
  const [east, north] = geometry.mercator(BOUNDS[1]);
  const room = [(west - left) * scale - 20, 700 - 56 - (east - left) * scale,
    (north - top) * scale - 20, 500 - 40 - (south - top) * scale];
  assert.ok(Math.min(...room) > -1e-6);
  near(Math.min(...room), 0, 1e-6);
  near(room[0], room[1], 1e-6);
  near(room[2], room[3], 1e-6);
});

test("inside goes by the even-odd rule, also where a lasso crosses itself", () => {
  const square = geometry.boxTo([[0, 0]], [10, 10]);
  assert.deepEqual(square, [[0, 0], [10, 0], [10, 10], [0, 10]]);
  assert.ok(geometry.inside(square, { x: 5, y: 5 }));
  assert.ok(!geometry.inside(square, { x: 15, y: 5 }));
  const star = [[0, 0], [10, 0], [0, 10], [10, 10]]; // an hourglass
  assert.ok(geometry.inside(star, { x: 5, y: 2 }));
  assert.ok(!geometry.inside(star, { x: 1, y: 5 }));
  assert.ok(!geometry.inside([], { x: 1, y: 5 }));
});

test("a box keeps its first corner while it is dragged", () => {
  const first = geometry.boxTo([[3, 4]], [10, 10]);
  assert.deepEqual(geometry.boxTo(first, [1, 1])[0], [3, 4]);
});

test("extent, overlap and the size of half a pixel", () => {
  assert.deepEqual(geometry.extent([[1, 2], [4, 6], [0, 3]]), [4, 4]);
  assert.ok(geometry.overlap([0, 0, 2, 2], [1, 1, 3, 3]));
  assert.ok(!geometry.overlap([0, 0, 2, 2], [2, 0, 3, 2]), "touching is no overlap");
  near(geometry.halfPixel(0, 0), 156543.03 / 2, 1e-6);
  near(geometry.halfPixel(52, 9) / geometry.halfPixel(52, 10), 2, 1e-9);
});

test("the place in the address is read back as written, and refused when far away", () => {
  const text = geometry.writePlace({ lng: 4.89511, lat: 52.37022 }, 11.239);
  assert.equal(text, "52.3702_4.8951_11.24");
  assert.deepEqual(geometry.parsePlace(text, BOUNDS), { center: [4.8951, 52.3702], zoom: 11.24 });
  for (const wrong of [null, "", "52_5", "a_b_c", "40_5_9", "52_20_9", "52_5_1", "52_5_18", "52_5_9_1"]) {
    assert.equal(geometry.parsePlace(wrong, BOUNDS), null, String(wrong));
  }
});
