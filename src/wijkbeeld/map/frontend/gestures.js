// Choosing areas by drawing: a lasso (also by touch), or a box with shift.
import { boxTo, extent, inside } from "./geometry.js";

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
  live.map.dragPan.disable();
  trace(live, event, boxTo, () => { live.map.dragPan.enable(); hide(live); });
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

function hide(live) {
  live.part("draw").setAttribute("hidden", "");
  live.part("draw").firstElementChild.removeAttribute("d");
}
