// Maps on one page that belong together: they show the same place and selection, some also the same wave.
const all = new Set();

export class LinkedMaps {
  #me;
  #following = false; // moved by another map

  // me: { group(), ready(), select(codes), step(wave), moveTo(where), tell() }; linked are maps of the same group
  constructor(me) {
    this.#me = me;
    all.add(this);
  }

  get #others() {
    const group = this.#me.group();
    return [...all].filter((other) => other !== this && other.#me.ready() && group && other.#me.group() === group);
  }

  select(codes) {
    for (const linked of [this, ...this.#others]) linked.#me.select(codes);
  }

  // A map that keeps quiet leaves it to another one to tell Python.
  tell(quiet) {
    const [teller = this] = quiet ? this.#others : [];
    teller.#me.tell();
  }

  step(wave) {
    if (this.#me.group() === "waves") for (const other of this.#others) other.#me.step(wave);
  }

  lead(where) {
    if (!this.#following) for (const other of this.#others) other.#follow(where);
  }

  #follow(where) {
    this.#following = true;
    this.#me.moveTo(where);
    this.#following = false;
  }

  leave() {
    all.delete(this);
  }
}
