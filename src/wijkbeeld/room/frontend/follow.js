// The page of a phone: follows the presenter, looks around freely, answers questions.
import { Ballot, keyOf } from "./ballot.js";
import { make } from "./dom.js";
import { QuestionView } from "./question_view.js";
import { points } from "./results.js";
import { SceneView, titleOf } from "./scene_view.js";
import { Stream } from "./stream.js";

const AGAIN_MS = 1500, AHEAD_MS = 1500;
const { code, map } = document.body.dataset;
const room = new URL(`${code}/`, location.href);
const base = new URL(map, location.href).href;
const part = (id) => document.getElementById(id);

class Phone {
  #deck = null;
  #scenes = new Map();
  #state = null;
  #free = null; // { id, state }: the scene that this phone looks at, and from where; null while it follows
  #seen = new Set(); // scenes that the presenter has shown
  #lost = false;
  #ahead;
  #view;
  #questions;
  #ballot;
  #drawing = 0;

  constructor() {
    this.#ballot = new Ballot({ code, storage: storage(), send, changed: () => this.#answered() });
    this.#view = new SceneView(
      { heading: part("heading"), sentence: part("sentence"), figure: part("figure"), host: part("host"), source: part("source") },
      base, ({ lng, lat }) => this.#placed([lng, lat]));
    this.#questions = new QuestionView(part("question"), this.#ballot, () => this.#areas());
    part("free").onclick = () => this.#turn();
    part("before").onclick = () => this.#go(-1);
    part("after").onclick = () => this.#go(1);
    addEventListener("online", () => this.#ballot.hurry());
    new Stream(new URL("stroom", room), check, {
      state: (state) => this.#told(state), lost: (is) => this.#connection(is), ended: (why) => this.#end(why),
    });
  }

  async #told(state) {
    if (this.#state && state.stamp !== this.#state.stamp) this.#renew();
    this.#state = state;
    this.#ballot.hurry();
    if (state.scene) this.#seen.add(state.scene);
    await this.#draw();
  }

  // The presenter gave the room another version of the deck.
  #renew() {
    this.#deck = null;
    this.#scenes.clear();
    this.#free = null;
    this.#view.forget();
  }

  async #draw() {
    const drawing = this.#drawing += 1;
    const deck = await this.#head();
    const { question } = this.#state;
    const id = question ? question.id : this.#free?.id ?? this.#state.scene;
    const scene = id && await this.#scene(id);
    const background = question?.kind === "punt" && !scene.map ? await this.#mapBefore(id) : scene;
    if (drawing !== this.#drawing) return; // a later state takes over
    part("deck").textContent = deck.title ?? deck.name ?? "Wijkbeeld";
    document.title = `${part("deck").textContent} · Volg mee`;
    part("fictional").hidden = !deck.fictional;
    this.#questions.show(question, this.#lost);
    part("heading").hidden = Boolean(question);
    if (question) part("scene").removeAttribute("aria-labelledby"); // it would go before the label
    else part("scene").setAttribute("aria-labelledby", "heading");
    this.#bar(deck, question);
    part("scene").hidden = !scene || (question && question.kind !== "punt");
    if (part("scene").hidden) return;
    const shown = question ? { ...background, title: null, sub: null, sentence: null, source: null } : scene;
    const pins = question ? this.#pins(question) : null;
    const free = this.#free !== null;
    const order = free ? "vrij" : this.#state.revision;
    await this.#view.show({ scene: shown, state: this.#free?.state ?? this.#state, free, order, pins, still: question ? question.status !== "open" : !free });
    this.#announce(scene, question, free);
    clearTimeout(this.#ahead);
    this.#ahead = setTimeout(() => this.#fetchNext(), AHEAD_MS);
  }

  // What is here now, for who does not see it.
  #announce(scene, question, free) {
    if (question || free) return;
    const year = scene.map ? `, ${this.#state.wave ?? scene.map.wave}` : "";
    const said = `${titleOf(scene, this.#state) ?? ""}${year}`;
    if (part("told").textContent !== said) part("told").textContent = said;
  }

  #bar(deck, question) {
    const free = this.#free !== null;
    document.querySelector(".bar").hidden = Boolean(question) || !this.#state.scene;
    const button = part("free");
    button.textContent = free ? "Terug naar de presentator" : "Kijk zelf rond";
    button.classList.toggle("main", free);
    const seen = deck.scenes.filter(({ id }) => this.#seen.has(id));
    const at = seen.findIndex(({ id }) => id === this.#free?.id);
    for (const name of ["before", "after"]) part(name).hidden = !free || seen.length < 2;
    part("before").disabled = at <= 0;
    part("after").disabled = at === seen.length - 1;
    const away = free && this.#free.id !== this.#state.scene;
    part("where").hidden = !away;
    const now = deck.scenes.find(({ id }) => id === this.#state.scene);
    if (away) part("where").textContent = `De presentator is bij: ${now?.title ?? "een ander beeld"}`;
  }

  #turn() {
    this.#free = this.#free === null ? { id: this.#state.scene, state: this.#state } : null;
    this.#draw();
  }

  async #go(direction) {
    const seen = (await this.#head()).scenes.filter(({ id }) => this.#seen.has(id));
    const next = seen[seen.findIndex(({ id }) => id === this.#free.id) + direction];
    if (next) this.#free = { id: next.id, state: {} };
    this.#draw();
  }

  #placed(place) {
    const { question } = this.#state;
    if (question?.kind === "punt" && question.status === "open") this.#ballot.give(keyOf(question), place.map((degrees) => +degrees.toFixed(4)));
  }

  #pins(question) {
    const { status, results } = question;
    const own = this.#ballot.answer(keyOf(question))?.choice;
    return status === "revealed" ? points(results) : own ? [own] : [];
  }

  #answered() {
    this.#questions?.tell(this.#lost);
    if (this.#state?.question?.kind === "punt") this.#draw();
  }

  #connection(lost) {
    this.#lost = lost;
    part("line").hidden = !lost;
    if (lost) part("line").textContent = "Even geen verbinding. Dit scherm loopt vanzelf weer mee.";
    else this.#ballot.hurry();
    this.#questions.tell(lost);
  }

  #end(why) {
    document.querySelector(".bar").hidden = true;
    part("line").hidden = true;
    part("main").replaceChildren(
      make("h1", {}, "Dit was het"), make("p", { role: "status" }, why || "De presentatie is afgelopen. Dank je wel voor het meedoen."),
      make("p", {}, make("a", { href: "../volg" }, "Een andere code invullen")));
  }

  async #head() {
    this.#deck ??= await persist(new URL("inhoud.json", room));
    return this.#deck;
  }

  #scene(id) {
    if (!this.#scenes.has(id)) this.#scenes.set(id, persist(new URL(`scene/${id}.json`, room)));
    return this.#scenes.get(id);
  }

  async #fetchNext() {
    const { scenes } = await this.#head();
    const next = scenes[scenes.findIndex(({ id }) => id === this.#state.scene) + 1];
    if (next) this.#scene(next.id);
  }

  // The map that a question without one of its own is about: the last before it.
  async #mapBefore(id) {
    const { scenes } = await this.#head();
    const last = scenes.slice(0, scenes.findIndex((scene) => scene.id === id)).findLast((scene) => scene.map);
    return last ? this.#scene(last.id) : { id };
  }

  // Areas on the map of the question, with the place of their label.
  async #areas() {
    const { id } = this.#state.question;
    const scene = await this.#scene(id);
    const { map: shown } = scene.map ? scene : await this.#mapBefore(id);
    if (!shown) return [];
    const [level] = shown.levels;
    const { features } = await persist(new URL(level.overview ?? level.geometry, base));
    const inside = features.filter((_, n) => level.outside?.[n] !== "1").map(({ properties: { n: name, p: place } }) => ({ name, place }));
    return inside.sort((one, other) => one.name.localeCompare(other.name, "nl"));
  }
}

// A file, asked for until it comes; never when the room is gone, which the stream tells.
async function persist(url) {
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return answer.json();
    await new Promise((later) => setTimeout(later, AGAIN_MS));
  }
}

async function send(answer) {
  const body = JSON.stringify(answer);
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body, cache: "no-store" };
  return fetch(new URL("stem", room), options).then(({ status }) => status, () => 0);
}

// null: the room is there; a text: why it is not; undefined: not known now
async function check() {
  const answer = await fetch(new URL("inhoud.json", room), { cache: "no-store" }).catch(() => null);
  if (answer?.ok) return null;
  if (![404, 410].includes(answer?.status)) return undefined;
  return (await answer.json().catch(() => ({}))).fout ?? "";
}

// Browsers can forbid it even to be named.
function storage() {
  try {
    return localStorage;
  } catch {
    return { getItem: () => null, setItem() {} };
  }
}

new Phone();
