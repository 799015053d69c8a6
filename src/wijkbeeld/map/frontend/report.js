// What Python is told: what the user did, and how the map itself fares.
const WAIT_MS = 250;

export class Report {
  #state;
  #from;
  #setState;
  #waiting;
  #level; // that Python knows of

  // from: { level(), polygon() } at the moment of telling
  constructor(state, from) {
    this.#state = state;
    this.#from = from;
  }

  // Streamlit hands over another function with every run.
  through(setState) {
    this.#setState = setState;
  }

  now() {
    this.stop();
    this.#setState("user", this.#state.message(this.#from.level(), this.#from.polygon()));
  }

  soon() {
    this.stop();
    this.#waiting = setTimeout(() => this.now(), WAIT_MS);
  }

  stop() {
    clearTimeout(this.#waiting);
  }

  // Whether a level is another than Python knows of; from now on it does.
  isNews(level) {
    const is = level !== this.#level;
    this.#level = level;
    return is;
  }

  drawn() {
    this.#setState("drawn", true);
  }

  failed() {
    this.#setState("failed", "webgl");
  }
}
