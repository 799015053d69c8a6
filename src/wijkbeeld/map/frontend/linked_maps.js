// Maps on one page that belong together: they show the same place and selection, some also the same wave.
const all = new Set();

export class LinkedMaps {
  #me;
  #following = false; // moved by another map
  #led = false; // brought to a wave by another map

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

  // A map that was led to a wave leads no other: theirs need not be the same.
  step(wave) {
    if (this.#led || !/^(own )?waves/.test(this.#me.group() ?? "")) return;
    for (const other of this.#others) {
      other.#led = true;
      other.#me.step(wave);
      other.#led = false;
    }
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
