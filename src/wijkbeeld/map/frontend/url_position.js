// The place on the map in the address of the page, and remembered for this tab.
import { parsePlace, writePlace } from "./geometry.js";

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
    const { place, bounds, stage } = this.#state.data;
    if (stage) return parsePlace(stage.at, bounds);
    const text = new URLSearchParams(location.search).get("kaart") ?? sessionStorage.getItem(`kaart/${place}`);
    const kept = parsePlace(text, bounds);
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
    const { quiet, place } = this.#state.data;
    if (!this.#box.isConnected || quiet || this.#state.data.stage) return;
    const text = writePlace(this.#map.getCenter(), this.#map.getZoom());
    sessionStorage.setItem(`kaart/${place}`, text);
    const url = new URL(location.href);
    url.searchParams.set("kaart", text);
    history.replaceState(history.state, "", url);
  }

  stop() {
    clearTimeout(this.#writing);
    clearInterval(this.#guarding);
  }
}
