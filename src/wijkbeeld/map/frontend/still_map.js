// Where a browser has no WebGL and no page shows a simple map: areas or cells on a plain canvas. It follows waves and
// place; nothing can be chosen on it.
import { CanvasPreview } from "./canvas_preview.js";
import { frameOf, levelAt } from "./classes.js";
import { BORDER_FROM } from "./map_layers.js";

export class StillMap {
  #preview;
  #state;
  #from;
  #on;
  #turn = 0;

  // container: element of the map; from: { load() what GeometryCache loads of the state, look(), view(), address(url) };
  // on.drawn() and on.failed(error) after it was to be shown
  constructor(container, state, from, on) {
    this.#preview = new CanvasPreview(container, from.view());
    this.#state = state;
    this.#from = from;
    this.#on = on;
  }

  async show() {
    if (this.#state.swipeWave) this.#state.swipe(null); // a picture shows one wave
    try {
      if (await this.draw()) this.#on.drawn();
    } catch (error) {
      this.#on.failed(error);
    }
  }

  // Whether it stands: a later drawing takes over.
  async draw() {
    const { data, wave } = this.#state, turn = this.#turn += 1;
    const { levels } = await this.#from.load();
    const url = data.grid?.urls[wave];
    const picture = url ? await pictureAt(this.#from.address(url)) : null;
    if (turn !== this.#turn) return false;
    this.#preview.look(this.#from.view());
    const level = this.level(), { palettes, missing, ground, border, edge, pin } = this.#from.look();
    if (picture) this.#preview.drawPicture(picture, data.grid.corners, ground);
    else {
      const { shapes } = levels.find(({ id }) => id === level.id);
      const colours = [missing, ...palettes[level.id]], isNear = this.#preview.zoom >= BORDER_FROM;
      this.#preview.draw(shapes, frameOf(level, data.waves, wave), colours, ground, level.outside, isNear ? { border, edge } : {});
    }
    this.#preview.points(data.points ?? [], pin);
    return true;
  }

  level() {
    return levelAt(this.#state.data.levels, this.#preview.zoom);
  }

  remove() {
    this.#turn += 1;
    this.#preview.remove();
  }
}

async function pictureAt(address) {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  return picture;
}
