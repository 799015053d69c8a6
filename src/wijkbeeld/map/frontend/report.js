// What Python is told: what the user did, and how the map itself fares.
import { isAway, isBusy, whenBack } from "./connection.js";

const WAIT_MS = 250;
const MOST_MS = 3000; // that a run of the page is waited for

export class Report {
  #state;
  #from;
  #setState;
  #waiting;
  #level; // that Python knows of
  #untold = false; // while there was no connection
  #end;
  #hushed = false;

  // from: { level(), polygon() } at the moment of telling
  constructor(state, from) {
    this.#state = state;
    this.#from = from;
    this.#end = whenBack(() => { if (this.#untold && !this.#hushed) this.#tell({ missed: Date.now() }); });
  }

  // Streamlit hands over another function with every run.
  through(setState) {
    this.#setState = setState;
  }

  now() {
    this.stop();
    if (this.#hushed) return;
    this.#untold = isAway();
    if (!this.#untold) this.#tell();
  }

  // missed: another number each time that something was done without connection
  #tell(more = {}) {
    this.#untold = false;
    this.#setState("user", { ...this.#state.message(this.#from.level(), this.#from.polygon()), ...more });
  }

  soon() {
    this.stop();
    this.#later(Date.now() + MOST_MS);
  }

  // While the page still draws what was told before: that would be given up half way, and its data sent once more.
  #later(last) {
    this.#waiting = setTimeout(() => (isBusy() && Date.now() < last ? this.#later(last) : this.now()), WAIT_MS);
  }

  stop() {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
  }

  // From now on what is done on the map stays there; what waited is told first.
  hush() {
    if (this.#waiting !== undefined) this.now();
    this.#hushed = true;
  }

  speak() {
    this.#hushed = false;
    if (this.#untold && !isAway()) this.#tell();
  }

  // The map leaves the page.
  end() {
    this.stop();
    this.#end();
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
