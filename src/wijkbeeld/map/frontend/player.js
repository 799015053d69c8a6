// Stepping and playing through the waves, without the server; table and link follow when the user rests.
import { drawTime } from "./panel.js";

const STEP_MS = 500, TELL_MS = 250;

export class Player {
  constructor(live) {
    this.live = live;
  }

  step(wave) {
    if (!this.live.data.waves.includes(wave) || wave === this.live.wave) return;
    this.live.wave = wave;
    if (this.live.ready) {
      this.live.paint();
      this.live.map.once("idle", () => { this.live.box.dataset.shown = this.live.wave; });
    }
    this.live.drawPanel();
    this.live.pointer.redraw();
    clearTimeout(this.live.telling);
    if (!this.playing && !this.live.data.quiet) this.live.telling = setTimeout(() => this.live.tell(), TELL_MS);
    if (this.live.data.group === "waves") for (const other of this.live.linked()) other.player.step(wave);
  }

  next(direction) {
    const { waves } = this.live.data;
    const place = waves.indexOf(this.live.wave) + direction;
    if (place >= 0 && place < waves.length) this.step(waves[place]);
    return place >= 0 && place < waves.length;
  }

  play() {
    if (this.playing) return this.stop();
    const first = this.live.wave === this.live.data.waves.at(-1);
    this.playing = setInterval(() => { if (!this.next(1)) this.stop(); }, STEP_MS);
    if (first) this.step(this.live.data.waves[0]);
    return drawTime(this.live);
  }

  // While it plays nothing is sent; table and sentence follow when it stops.
  stop() {
    if (!this.playing) return;
    clearInterval(this.playing);
    this.playing = null;
    drawTime(this.live);
    this.live.tell();
  }
}
