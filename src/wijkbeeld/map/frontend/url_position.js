// The place on the map in the address of the page, and remembered for this tab.
import { parsePlace, writePlace } from "./geometry.js";

export class UrlPosition {
  constructor(live) {
    this.live = live;
  }

  read() {
    const text = new URLSearchParams(location.search).get("kaart") ?? sessionStorage.getItem(`kaart/${this.live.data.place}`);
    return parsePlace(text, this.live.data.bounds);
  }

  // Browsers refuse too many changes of the address in a short time.
  note() {
    clearTimeout(this.writing);
    this.writing = setTimeout(() => this.write(), 150);
  }

  write() {
    if (!this.live.box.isConnected || this.live.data.quiet) return;
    const text = writePlace(this.live.map.getCenter(), this.live.map.getZoom());
    sessionStorage.setItem(`kaart/${this.live.data.place}`, text);
    const url = new URL(location.href);
    url.searchParams.set("kaart", text);
    history.replaceState(history.state, "", url);
  }

  // Streamlit writes its own query string after a run: put the place back into it.
  guard() {
    this.guarding = setInterval(() => {
      if (this.moved && !new URLSearchParams(location.search).has("kaart")) this.note();
    }, 500);
  }

  stop() {
    clearTimeout(this.writing);
    clearInterval(this.guarding);
  }
}
