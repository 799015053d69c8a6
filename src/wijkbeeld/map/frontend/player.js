// Stepping and playing through the waves, without the server; table and link follow when the user rests.
import { stepMs } from "./pace.js";

export class Player {
  #state;
  #on;
  #timer = null;

  // on.stepped() after each change of wave, on.toggled() when playing starts or stops, on.stopped() after that
  constructor(state, on) {
    this.#state = state;
    this.#on = on;
  }

  get playing() {
    return this.#timer !== null;
  }

  // Whether the wave changed.
  step(wave) {
    const changed = this.#state.step(wave);
    if (changed) this.#on.stepped();
    return changed;
  }

  // Whether there was a wave to go to.
  next(direction) {
    const wave = this.#state.beside(direction);
    return wave !== undefined && this.step(wave);
  }

  play() {
    if (this.playing) return void this.stop();
    const { isLast } = this.#state;
    this.#wait();
    if (isLast) this.step(this.#state.data.waves[0]);
    this.#on.toggled();
  }

  // Each step waits as long as is chosen by then.
  #wait() {
    this.#timer = setTimeout(() => {
      if (this.next(1)) this.#wait();
      else this.stop();
    }, stepMs());
  }

  // While it plays nothing is sent; table and sentence follow when it stops.
  stop() {
    if (!this.playing) return;
    this.end();
    this.#on.toggled();
    this.#on.stopped();
  }

  end() {
    clearTimeout(this.#timer);
    this.#timer = null;
  }
}
