// The room on the stage: it hears every step; its code, its questions and their results are shown here.
import { element } from "./element.js";

const SAID = { open: "De vraag is open: antwoord op je telefoon.", closed: "De vraag is gesloten.", revealed: "De uitslag." };
const LOST = "Geen verbinding met de zaal. De presentatie speelt door.";
const ENDED = "De zaal is gesloten.";
const FAILED_MS = 6000; // what went wrong stays to be read, also when phones join meanwhile
const OTHER = "De zaal ziet een andere versie: werk de zaal bij op Presenteren en vernieuw dit venster (F5).";

// The presenter's line to the room of this tab: { presenter, drawing (results.js), forget() }; null without a room.
// A deck in one file has no address of the room's own modules.
export async function connect() {
  const at = document.querySelector('meta[name="zaal"]')?.content;
  if (!at) return null;
  const { Presenter } = await import(`${at}presenter.js`);
  const presenter = Presenter.here();
  if (!presenter) return null;
  const style = element("link");
  style.rel = "stylesheet";
  style.href = `${at}results.css`;
  document.head.append(style);
  return { presenter, drawing: await import(`${at}results.js`), forget: () => Presenter.forget() };
}

export class Room {
  #presenter;
  #drawing; // results.js
  #layers; // by the id of their scene
  #corner;
  #large;
  #told = null;
  #line = ""; // why the room is not heard
  #failed = null; // what went wrong a moment ago
  #failing; // timer of it
  #now = null; // the question in view
  #stamp;
  #opening = new Set();
  #seen = new Map(); // by question, whether its results are in view while it is open
  #drawn = new Map();

  // The room of this tab; null without one. layers: elements by the id of their question; stamp: of the deck on this stage;
  // control(layer): the map of one.
  static async join(layers, stamp, control) {
    const link = await connect();
    if (!link) return null;
    const room = new Room(link, layers, stamp, control);
    room.#listen(link.forget);
    return room;
  }

  constructor({ presenter, drawing }, layers, stamp, control) {
    this.#presenter = presenter;
    this.#drawing = drawing;
    this.#layers = layers;
    this.#stamp = stamp;
    this.control = control;
    this.#corner = element("p", "", `Volg mee: ${presenter.code}`);
    this.#corner.id = "room";
    this.#corner.setAttribute("role", "status");
    this.#large = element("section");
    this.#large.id = "invitation";
    this.#large.hidden = true;
    this.#large.setAttribute("aria-label", "Volg mee op je telefoon");
    document.body.append(this.#corner, this.#large);
  }

  #listen(forget) {
    this.#presenter.listen({
      state: (told) => this.#hear(told),
      lost: (is) => { this.#line = is ? LOST : ""; this.#say(); },
      ended: () => {
        forget();
        this.#large.hidden = true;
        this.#line = ENDED;
        this.#say();
      },
    });
  }

  #hear(told) {
    this.#told = told;
    this.#say();
    this.#ask();
    for (const question of told.questions) this.#show(question);
  }

  #say() {
    this.#corner.textContent = this.#failed ?? (this.#line || this.#standing());
  }

  #standing() {
    if (this.#told?.stamp && this.#told.stamp !== this.#stamp) return OTHER;
    const amount = this.#told?.followers;
    const phones = amount === undefined ? "" : ` · ${amount} ${amount === 1 ? "telefoon" : "telefoons"}`;
    return `Volg mee: ${this.#presenter.code}${phones}`;
  }

  #fail(error) {
    clearTimeout(this.#failing);
    this.#failed = error.message;
    this.#failing = setTimeout(() => { this.#failed = null; this.#say(); }, FAILED_MS);
    this.#say();
  }

  step(shown) {
    this.#now = this.#layers.has(shown.scene) ? shown.scene : null;
    this.#presenter.step({ ...shown, question: this.#now });
    this.#ask();
  }

  #question(id) {
    return this.#told?.questions.find((question) => question.id === id);
  }

  #status(id) {
    return this.#question(id)?.status;
  }

  // A question opens when it comes into view for the first time; one that was closed stays closed.
  #ask() {
    const id = this.#now;
    if (!id || this.#opening.has(id) || this.#status(id) !== "waiting") return;
    this.#opening.add(id);
    this.#presenter.open(id).catch(() => {}).finally(() => this.#opening.delete(id));
  }

  // Close the question in view, or open it again.
  toggle() {
    if (this.#now) this.#act(this.#status(this.#now) === "open" ? "close" : "open");
  }

  reveal() {
    if (this.#now) this.#act("reveal");
  }

  // Show how it stands in the question in view while it is open, or only how many answered. Open words are looked
  // at anew before that: one that was taken away in the notes a moment ago may not be among them.
  async veil() {
    const id = this.#now, before = this.#question(id);
    if (!before) return;
    if (before.kind === "woord" && !this.#isSeen(before)) {
      try {
        this.#hear(await this.#presenter.now());
      } catch (error) {
        return void this.#fail(error);
      }
      if (this.#now !== id) return; // the presenter has gone on
    }
    const question = this.#question(id);
    this.#seen.set(id, !this.#isSeen(question));
    this.#drawn.delete(id);
    this.#show(question);
  }

  // Open words come on the screen when the presenter has seen them.
  #isSeen({ id, kind, status }) {
    return status === "revealed" || (this.#seen.get(id) ?? kind !== "woord");
  }

  #act(name) {
    this.#presenter[name](this.#now).catch((error) => this.#fail(error));
  }

  #show(question) {
    const layer = this.#layers.get(question.id), text = JSON.stringify(question);
    if (!layer || question.status === "waiting" || this.#drawn.get(question.id) === text) return;
    this.#drawn.set(question.id, text);
    const { draw, points, summary } = this.#drawing;
    const answer = question.status === "revealed" ? question.answer : null;
    const hide = (word) => this.#presenter.hide(question.id, word).catch(() => {});
    const seen = this.#isSeen(question);
    const result = seen ? draw(question, question.results, { answer, hide }) : element("p", "n", summary(question, { n: question.results.n, mean: null }));
    layer.querySelector(".options")?.remove();
    layer.querySelector(".live-results").replaceChildren(element("p", "asked", SAID[question.status]), result);
    if (question.kind === "punt") this.control(layer)?.points(seen ? points(question.results) : []);
  }

  // The code and QR code, large; the same key puts them away.
  async invite() {
    if (!this.#large.hidden) return void (this.#large.hidden = true);
    const box = this.#large;
    box.replaceChildren(element("p", "code", this.#presenter.code));
    box.hidden = false;
    try {
      const { links } = await this.#presenter.invitation();
      if (!links.length) throw new Error("Deze computer zit op geen netwerk.");
      const [{ address, link, qr }] = links;
      const drawn = element("div", "qr");
      drawn.setAttribute("role", "img");
      drawn.setAttribute("aria-label", `QR-code van ${link}`);
      drawn.append(document.importNode(new DOMParser().parseFromString(qr, "image/svg+xml").documentElement, true));
      box.replaceChildren(drawn, element("p", "address", `${address.replace("http://", "")}/volg`), element("p", "code", this.#presenter.code));
    } catch (error) {
      box.append(element("p", "address", error.message));
    }
  }

  // Whether something was open to close.
  close() {
    const was = !this.#large.hidden;
    this.#large.hidden = true;
    return was;
  }
}
