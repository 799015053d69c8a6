// The background map of PDOK: the only thing that comes from outside, and only when the user wants it.

export class Backdrop {
  #state;
  #on;
  #refused = false; // the server did not answer

  // on.draw(shown) puts it on the map, on.shown() follows, on.toggled() when the user asked.
  constructor(state, on) {
    this.#state = state;
    this.#on = on;
  }

  get unreachable() {
    return this.#state.background && this.#refused;
  }

  toggle() {
    this.#state.toggleBackground();
    this.#refused = false;
    this.show();
    this.#on.toggled();
  }

  show() {
    this.#on.draw(this.#state.background && !this.#refused && !this.#state.data.stage); // a room sees the areas alone
    this.#on.shown();
  }

  attach(map) {
    map.on("error", ({ sourceId }) => {
      if (sourceId !== "backdrop") return;
      this.#refused = true;
      this.show();
    });
  }
}
