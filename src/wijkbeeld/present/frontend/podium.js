// The stage: every scene made beforehand as a layer of its own, so that a step only shows another layer.
import render, { controlOf } from "./live.js";
import { element } from "./element.js";
import { Room } from "./room.js";
import { Speaker } from "./speaker.js";
import { pairHead, words } from "./words.js";

const LIVE = 3; // maps that are live: those nearest to the scene in view; the others are pictures
const REST_MS = 1500; // after the last key: a map that comes to life holds up the page
const KEYS = [
  ["→ · spatie · PageDown", "volgende scène"], ["← · PageUp", "vorige scène"], ["cijfers en Enter", "naar die scène"],
  ["↑ ↓", "jaar terug of verder op de kaart"], ["P", "alle jaren na elkaar"], ["V", "twee jaren naast elkaar; shift en pijl schuift"],
  ["klik · Escape", "portret van een gebied · sluiten"], ["B of .", "zwart scherm"], ["L", "aanwijzer"],
  ["C", "code voor de zaal, groot"], ["D · T", "vraag sluiten of heropenen · uitslag onthullen"],
  ["U", "stand tonen of verbergen terwijl de zaal antwoordt"], ["klik op een woord", "haalt het van het scherm"],
  ["N", "venster met notities en antwoorden"], ["F", "volledig scherm"], ["?", "deze lijst"],
];

const part = (id) => document.getElementById(id);

// Tells whoever listens (the room, a test) of every step: { scene, wave, swipe, camera }.
export function onStep(act) {
  document.addEventListener("podium:stap", ({ detail }) => act(detail));
}

class Podium {
  #deck;
  #base;
  #layers = [];
  #now = 0;
  #typed = "";
  #resting;
  #line;
  #room = null;
  #speaker; // in the window of notes

  constructor(deck, base) {
    this.#deck = deck;
    this.#base = base;
    this.#speaker = new URLSearchParams(location.search).has("notities") ? new Speaker(deck) : null;
    this.#line = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(`podium ${location.pathname}`);
    if (this.#line) this.#line.onmessage = ({ data }) => this.#hear(data);
    addEventListener("keydown", (event) => this.#press(event), { capture: true });
    addEventListener("pointermove", ({ clientX, clientY }) => {
      part("dot").style.left = `${clientX}px`;
      part("dot").style.top = `${clientY}px`;
    });
    let touch = null;
    addEventListener("touchstart", ({ changedTouches: [at] }) => { touch = at; }, { passive: true });
    addEventListener("touchend", ({ changedTouches: [at], target }) => {
      const moved = touch ? at.clientX - touch.clientX : 0;
      if (Math.abs(moved) > 80 && !target.closest(".map")) this.show(this.#now + (moved < 0 ? 1 : -1));
    });
    this.#listKeys();
  }

  async start() {
    if (this.#speaker) {
      this.#speaker.start();
      this.#line?.postMessage({ hello: true });
      return;
    }
    const { scenes } = this.#deck;
    placed(scenes);
    for (const [n, scene] of scenes.entries()) {
      part("cover").textContent = `De presentatie wordt klaargezet: scène ${padded(n + 1)} van ${scenes.length}…`;
      const layer = element("section", "scene");
      layer.dataset.scene = scene.id;
      layer.setAttribute("aria-label", scene.alt || scene.title);
      part("stage").append(layer);
      this.#layers.push(layer);
      if (scene.map) {
        if (scene.second) pairHead(layer, scene, this.#deck.fictional);
        for (const data of [scene.map, scene.second]) if (data) await this.#map(layer, data, n);
        if (!this.#nearest().has(layer)) rest(layer);
        if (scene.question) layer.append(element("div", "live-results pinned"));
      }
      else words(layer, scene, this.#deck.fictional);
    }
    await this.#joinRoom();
    await this.#rehearse();
    part("cover").hidden = true;
    const wanted = scenes.findIndex(({ id }) => `#${id}` === location.hash);
    this.show(Math.max(0, wanted));
    document.body.dataset.built = "1";
  }

  // Without the room, or the server, the deck plays all the same.
  async #joinRoom() {
    const asked = this.#deck.scenes.flatMap(({ id, question }, n) => (question ? [[id, this.#layers[n]]] : []));
    this.#room = await Room.join(new Map(asked), this.#deck.stamp, ({ root }) => root && controlOf(root)).catch(() => null);
    if (this.#room) onStep((shown) => this.#room.step(shown));
  }

  // Show every layer once below the cover: the first time that a browser draws a map takes long.
  async #rehearse() {
    for (const layer of this.#layers) {
      layer.classList.add("now");
      await framed();
      await framed();
      layer.classList.remove("now");
    }
  }

  async #map(layer, data, n) {
    const host = element("div", "map");
    layer.append(host);
    const root = host.attachShadow({ mode: "open" });
    layer.root ??= root;
    (layer.roots ??= []).push(root);
    render({ parentElement: root, data, setStateValue: (name) => { if (name === "user" && n === this.#now) this.#tell(); } }, this.#base);
    await stands(root, data);
  }

  // The map in view; of two it is the left one, which the other follows.
  get control() {
    const { root } = this.#layers[this.#now] ?? {};
    return root ? controlOf(root) : null;
  }

  show(place, told) {
    if (place < 0 || place >= this.#deck.scenes.length) return;
    this.control?.stop();
    this.#layers[this.#now]?.classList.remove("now");
    this.#now = place;
    this.#layers[place]?.classList.add("now");
    part("where").textContent = `${padded(place + 1)} / ${this.#deck.scenes.length}`;
    if (this.#speaker) this.#speaker.show(place);
    else {
      history.replaceState(null, "", `#${this.#deck.scenes[place].id}`);
      this.#tell();
      this.#restLater();
    }
    if (!told) this.#line?.postMessage({ now: place });
  }

  // When the presenter rests: maps near the one in view come to life, others become pictures.
  #restLater() {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      const near = this.#nearest();
      for (const layer of this.#layers) if (layer.root && !near.has(layer)) rest(layer);
      const asleep = [...near].flatMap(({ roots }) => roots).find((root) => !controlOf(root).awake());
      if (asleep) {
        controlOf(asleep).wake();
        this.#restLater();
      }
    }, REST_MS);
  }

  // Layers whose map is to be live, nearest first.
  #nearest() {
    const away = (layer) => Math.abs(this.#layers.indexOf(layer) - this.#now);
    return new Set(this.#layers.filter((layer) => layer.root).sort((a, b) => away(a) - away(b)).slice(0, LIVE));
  }

  #tell() {
    const { wave = null, swipe = null, camera = null } = this.control?.where() ?? {};
    document.dispatchEvent(new CustomEvent("podium:stap", { detail: { scene: this.#deck.scenes[this.#now].id, wave, swipe, camera } }));
  }

  #press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (/^\d$/.test(event.key)) {
      this.#typed += event.key;
      return;
    }
    const act = this.#acts(event)[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (event.key !== "Enter") this.#typed = "";
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #acts({ shiftKey }) {
    const next = () => this.show(this.#now + 1), back = () => this.show(this.#now - 1);
    const slide = (by) => { this.control?.slide(by); };
    const inside = (name, ...given) => () => {
      this.control?.[name](...given);
      this.#tell();
    };
    return {
      ArrowRight: shiftKey ? () => slide(5) : next, ArrowLeft: shiftKey ? () => slide(-5) : back,
      PageDown: next, " ": next, PageUp: back, Home: () => this.show(0), End: () => this.show(this.#deck.scenes.length - 1),
      Enter: () => { if (this.#typed) this.show(Number(this.#typed) - 1); else next(); this.#typed = ""; },
      ArrowUp: inside("step", -1), ArrowDown: inside("step", 1), p: inside("play"), v: inside("swipe"),
      b: () => this.#black(part("black").hidden), ".": () => this.#black(part("black").hidden),
      l: () => { part("dot").hidden = !part("dot").hidden; },
      f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
      c: () => this.#room?.invite(), d: () => this.#room?.toggle(), t: () => this.#room?.reveal(), u: () => this.#room?.veil(),
      n: () => window.open(`${location.pathname}?notities`, "notities", "width=760,height=560"),
      "?": () => { part("keys").hidden = !part("keys").hidden; },
      Escape: () => { if (part("keys").hidden && !this.#room?.close()) this.control?.close(); part("keys").hidden = true; },
    };
  }

  #black(on, told) {
    part("black").hidden = !on;
    if (!told) this.#line?.postMessage({ black: on });
  }

  #hear(said) {
    if ("now" in said) this.show(said.now, true);
    if ("black" in said) this.#black(said.black, true);
    if (said.hello && !this.#speaker) this.#line.postMessage({ now: this.#now });
  }

  #listKeys() {
    const keys = element("dl");
    for (const [key, what] of KEYS) keys.append(element("dt", "", key), element("dd", "", what));
    part("keys").append(keys);
  }
}

// After the next frame.
function framed() {
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
  });
}

// A number as wide as any other of two figures: what stands beside it does not move.
function padded(number) {
  return String(number).padStart(2, "\u2007");
}

function rest({ roots }) {
  for (const root of roots) controlOf(root).rest();
}

// A question about a place without a map of its own is asked on the last map before it.
function placed(scenes) {
  let last = null;
  for (const scene of scenes) {
    if (scene.question?.kind === "punt" && !scene.map && last) {
      scene.map = { ...last, order: scene.id, points: [], stage: { ...last.stage, title: scene.title, finds: null } };
      scene.source ||= last.source;
    }
    last = scene.map ?? last;
  }
}

// Until the map stands, or cannot.
function stands(root, { swipe }) {
  return new Promise((done) => {
    const look = () => {
      const { ready, around, error, simple, swipe: swiped } = root.querySelector(".live")?.dataset ?? {};
      if (error) done();
      else if (ready && around && (!swipe || swiped || simple)) controlOf(root).idle().then(done);
      else setTimeout(look, 30);
    };
    look();
  });
}

const held = part("inhoud");
const deck = held ? JSON.parse(held.textContent) : await (await fetch(`${location.pathname}/inhoud.json`)).json();
const base = new URL(".", held ? location.href : import.meta.url).href;
document.title = deck.name;
await new Podium(deck, base).start();
