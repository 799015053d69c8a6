// What charts and tables look like large: asked from the server while the page is at rest, so that they stand at once.

const REST_MS = 1500; // after the last change of the page

export class BigContents {
  #address;
  #names; // of what is on the page now
  #held = new Map(); // by name: a promise, and its content once it is here
  #waiting;

  // address(name) of the content; names() on the page
  constructor(address, names) {
    this.#address = address;
    this.#names = names;
  }

  // The page changed: fetch what is on it once it rests; what is no longer on it is forgotten.
  soon() {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#fetchAll(), REST_MS);
  }

  async #fetchAll() {
    const names = new Set(this.#names());
    for (const name of this.#held.keys()) if (!names.has(name)) this.#held.delete(name);
    for (const name of names) {
      await this.get(name).asked; // one after the other: the server has other work
      if (!this.#names().includes(name)) return; // another page by now
    }
  }

  // { asked, content, failed }: asked settles when the content is here, or will not come
  get(name) {
    const held = this.#held.get(name);
    if (held && !held.failed) return held;
    const made = { content: null, failed: false };
    made.asked = fetch(this.#address(name))
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
      .then((content) => { made.content = content; }, () => { made.failed = true; });
    this.#held.set(name, made);
    return made;
  }
}
