// The coloured areas on a canvas over the place of the map: there at once, while the library starts or draws anew.
import { CanvasPreview } from "./canvas_preview.js";
import { frameOf } from "./classes.js";
import { zoomOf } from "./geometry.js";
import { BORDER_FROM } from "./map_layers.js";

export class MapSketch {
  #place;
  #state;
  #look;
  #level;
  #shapes;
  #preview;
  #again = null; // draws it once more, where the wave may have changed

  // place: element that holds the map; look() colours; level(zoom) the level in view; shapes(id) those of a level
  constructor({ place, state, look, level, shapes }) {
    this.#place = place;
    this.#state = state;
    this.#look = look;
    this.#level = level;
    this.#shapes = shapes;
  }

  // Before the library is there. Whether anything was drawn.
  first(levels, view) {
    const { data, wave } = this.#state;
    if (data.grid || this.#place.querySelector(".still")) return false;
    const level = this.#level(zoomOf(view, this.#place));
    const { shapes } = levels.find(({ id }) => id === level.id);
    const { palettes, missing, ground, edge } = this.#look();
    this.#preview = new CanvasPreview(this.#place, view);
    this.#preview.draw(shapes, frameOf(level, data.waves, wave), [missing, ...palettes[level.id]], ground, level.outside, { edge });
    return true;
  }

  // Over a map that stands but has to be drawn anew: as large as it is now, in the colours it has now.
  over(view) {
    const zoom = view.zoom ?? zoomOf(view, this.#place), level = this.#level(zoom);
    const shapes = this.#shapes(level.id), border = BORDER_FROM <= zoom;
    this.#preview?.remove();
    this.#preview = new CanvasPreview(this.#place, view);
    this.#again = () => {
      const { data, wave } = this.#state, look = this.#look();
      const colours = [look.missing, ...look.palettes[level.id]];
      this.#preview.draw(shapes, frameOf(level, data.waves, wave), colours, look.ground, level.outside, border ? { border: look.border, edge: look.edge } : {});
    };
    this.#again();
  }

  again() {
    this.#again?.();
  }

  fit() {
    this.#preview?.redraw();
  }

  lift() {
    this.#again = null;
    this.#preview?.remove();
  }
}
