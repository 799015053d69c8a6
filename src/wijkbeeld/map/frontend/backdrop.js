// The background map of PDOK: the only thing that comes from outside, and only when the user wants it.

export class Backdrop {
  constructor(live) {
    this.live = live;
    this.wanted = false;
    this.refused = false; // the server did not answer
  }

  toggle() {
    this.wanted = !this.wanted;
    this.refused = false;
    this.show();
    this.live.tell();
  }

  show() {
    const { live } = this;
    if (live.ready) live.sheet.backdrop(this.wanted && !this.refused);
    live.part("back").setAttribute("aria-pressed", String(this.wanted));
    live.drawNote();
  }

  attach(map) {
    map.on("error", ({ sourceId }) => {
      if (sourceId !== "backdrop") return;
      this.refused = true;
      this.show();
    });
  }
}
