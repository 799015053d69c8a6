// The place on the map in the address of the page, and remembered for this tab.

export class Place {
  constructor(live) {
    this.live = live;
  }

  read() {
    const text = new URLSearchParams(location.search).get("kaart") ?? sessionStorage.getItem(`kaart/${this.live.data.place}`);
    const numbers = (text ?? "").split("_").map(Number);
    if (numbers.length !== 3 || !numbers.every(Number.isFinite)) return null;
    const [lat, lng, zoom] = numbers;
    const [[west, south], [east, north]] = this.live.data.bounds;
    if (lat < south - 1 || lat > north + 1 || lng < west - 1 || lng > east + 1 || zoom < 3 || zoom > 17) return null;
    return { center: [lng, lat], zoom };
  }

  // Browsers refuse too many changes of the address in a short time.
  note() {
    clearTimeout(this.writing);
    this.writing = setTimeout(() => this.write(), 150);
  }

  write() {
    if (!this.live.box.isConnected || this.live.data.quiet) return;
    const { lng, lat } = this.live.map.getCenter();
    const text = `${lat.toFixed(4)}_${lng.toFixed(4)}_${this.live.map.getZoom().toFixed(2)}`;
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
