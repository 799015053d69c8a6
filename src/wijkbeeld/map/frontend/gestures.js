// Choosing areas by drawing: a lasso (also by touch), or a box with shift.

export function startLasso(live) {
  const surface = live.part("map");
  live.map.dragPan.disable();
  live.map.getCanvas().style.cursor = "crosshair";
  const touched = [live.map.getCanvas(), live.map.getCanvasContainer()];
  for (const part of touched) part.style.touchAction = "none"; // a finger draws, and does not scroll the page
  const down = (event) => {
    const done = (drawn) => (drawn ? live.draw() : hide(live));
    if (event.isPrimary) trace(live, event, (points, point) => [...points, point], done);
  };
  surface.addEventListener("pointerdown", down, { capture: true });
  live.stopDrawing = () => {
    surface.removeEventListener("pointerdown", down, { capture: true });
    live.map.dragPan.enable();
    live.map.getCanvas().style.cursor = "";
    for (const part of touched) part.style.touchAction = "";
    hide(live);
  };
}

export function startBox(live, event) {
  if (!event.isPrimary) return;
  const corner = (points, [x, y]) => {
    const [x0, y0] = points[0];
    return [[x0, y0], [x, y0], [x, y], [x0, y]];
  };
  live.map.dragPan.disable();
  trace(live, event, corner, () => { live.map.dragPan.enable(); hide(live); });
}

function trace(live, first, add, done) {
  const stage = live.part("stage").getBoundingClientRect();
  const place = (event) => [event.clientX - stage.left, event.clientY - stage.top];
  let points = [place(first)];
  const svg = live.part("draw");
  const move = (event) => {
    if (event.pointerId !== first.pointerId) return;
    points = add(points, place(event));
    svg.removeAttribute("hidden");
    svg.firstElementChild.setAttribute("d", `M${points.map((p) => p.join(",")).join("L")}Z`);
  };
  const up = (event) => {
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", up);
    window.removeEventListener("pointercancel", up);
    const dragged = event.type !== "pointercancel" && points.length > 2 && Math.hypot(...extent(points)) > 8;
    if (dragged) {
      live.dragged = true; // the click that ends a drag is no click
      setTimeout(() => { live.dragged = false; }, 50);
      live.pointer.chooseWithin((spot) => inside(points, spot));
    }
    done(dragged);
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", up);
  window.addEventListener("pointercancel", up);
}

function extent(points) {
  const [xs, ys] = [0, 1].map((n) => points.map((p) => p[n]));
  return [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)];
}

function hide(live) {
  live.part("draw").setAttribute("hidden", "");
  live.part("draw").firstElementChild.removeAttribute("d");
}

// Even-odd rule: a line from the spot to the right crosses the shape an odd number of times.
export function inside(points, { x, y }) {
  let odd = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [[xi, yi], [xj, yj]] = [points[i], points[j]];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
  }
  return odd;
}
