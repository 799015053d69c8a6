// A picture that is part of the page itself: a copy of it, its words as large as those of a stage.
import { element } from "./element.js";

const WIDTHS = [480, 560, 640, 720, 800, 900, 1000, 1150]; // pixels of the page that a copy is laid out in

export class DrawnView {
  #picture;
  #layer = element("section", "big-layer words");
  #copy = null;
  #watch = new ResizeObserver(() => this.#fit());

  keys = [];
  buttons = [];

  constructor(picture) {
    this.#picture = picture;
  }

  enter(dialog) {
    const copy = this.#picture.element.cloneNode(true);
    copy.querySelector(".wb-big")?.remove();
    for (const part of copy.querySelectorAll("[data-groot]")) {
      if (part.tagName === "IMG") part.src = part.dataset.groot;
      else part.style.background = part.dataset.groot; // in the colours of a beamer
    }
    if ("fictief" in copy.dataset) this.#layer.append(element("p", "fictional", "fictief"));
    dialog.append(this.#layer);
    if (copy.matches(".wb-block")) this.#ladder(copy);
    else if (copy.matches(".wb-place")) this.#layer.append(element("h1", "", copy.querySelector("img").alt), copy);
    else this.#layer.append(copy);
  }

  // Its finding on top, its source at the foot, and between them the ladder in the size that fits best.
  #ladder(block) {
    const title = block.querySelector("h2").textContent, source = block.querySelector(".wb-foot");
    source.remove();
    source.className = "source";
    this.#copy = block.querySelector(".wb-ladder");
    const room = element("div", "rows");
    room.style.setProperty("--wb-accent", "#a9480f");
    room.append(this.#copy);
    this.#layer.append(element("h1", "long", title), room, source);
    this.#watch.observe(room);
    this.#fit();
  }

  #fit() {
    const copy = this.#copy, { clientWidth, clientHeight } = copy.parentElement;
    copy.style.zoom = 1;
    const sizes = WIDTHS.map((width) => {
      copy.style.width = `${width}px`;
      return { width, zoom: Math.min(clientWidth / width, clientHeight / copy.scrollHeight) };
    });
    const best = sizes.reduce((one, other) => (other.zoom > one.zoom ? other : one));
    copy.style.width = `${best.width}px`;
    copy.style.zoom = best.zoom;
  }

  leave() {
    this.#watch.disconnect();
    this.#layer.remove();
  }

  close() {
    return false;
  }

  acts() {
    return {};
  }
}
