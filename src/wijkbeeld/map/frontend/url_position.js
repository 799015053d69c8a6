// Where the map is, in the address of the page; remembered for a visit to another page of the app.
import { parsePlace, writePlace } from "./geometry.js";

// By what the map is of. A link that is opened loads the document anew, and so begins without memory.
const last = new Map();

const about = ({ place, home }) => JSON.stringify([place, home]);

export class UrlPosition {
  #state;
  #box;
  #map;
  #moved = false;
  #still = false;
  #writing;
  #guarding;

  constructor(state, box) {
    this.#state = state;
    this.#box = box;
  }

  read() {
    const { data } = this.#state;
    if (data.stage) return parsePlace(data.stage.at, data.bounds);
    const text = new URLSearchParams(location.search).get("kaart") ?? last.get(about(data));
    const kept = parsePlace(text, data.bounds);
    this.#moved = Boolean(kept);
    return kept;
  }

  // Streamlit writes its own query string after a run: put the place back into it.
  attach(map) {
    this.#map = map;
    if (this.#state.data.stage) return;
    this.#guarding = setInterval(() => {
      if (this.#moved && !new URLSearchParams(location.search).has("kaart")) this.#note();
    }, 500);
  }

  get hasMoved() {
    return this.#moved;
  }

  // What moves the map but not because the user wants to see another place.
  still(act) {
    this.#still = true;
    act();
    this.#still = false;
  }

  moved() {
    if (this.#state.data.stage) return;
    if (this.#still && !this.#moved) return;
    this.#moved = true;
    this.#note();
  }

  // Browsers refuse too many changes of the address in a short time.
  #note() {
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => this.#write(), 150);
  }

  #write() {
    const { data } = this.#state;
    if (!this.#box.isConnected || data.quiet || data.stage) return;
    const text = writePlace(this.#map.getCenter(), this.#map.getZoom());
    last.set(about(data), text);
    const url = new URL(location.href);
    url.searchParams.set("kaart", text);
    history.replaceState(history.state, "", url);
  }

  stop() {
    clearTimeout(this.#writing);
    clearInterval(this.#guarding);
  }
}
