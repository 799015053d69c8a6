// Areas where hardly anyone lives, per level: found again only when the counts they are found in change.
import { sparse } from "./classes.js";

export class SparseAreas {
  #ids = new Map();
  #people = new Map(); // the counts they were found in

  clear() {
    this.#ids.clear();
    this.#people.clear();
  }

  of(id) {
    return this.#ids.get(id) ?? [];
  }

  // sizeOf(level id): number of areas; changed(level, ids) for each level whose counts are new
  update({ levels, fewest }, sizeOf, changed) {
    for (const level of levels) {
      const counted = `${level.people} ${level.outside}`;
      if (this.#people.get(level.id) === counted) continue;
      this.#people.set(level.id, counted);
      const ids = sparse(level, sizeOf(level.id), fewest);
      this.#ids.set(level.id, ids);
      changed(level, ids);
    }
  }
}
