// The presenter's own window: clock, note, what comes next, and the answers of the room before the room sees them.
import { button, element } from "./element.js";
import { connect } from "./room.js";

const part = (id) => document.getElementById(id);

export class Speaker {
  #deck;
  #now = 0;
  #link = null;
  #told = null;

  constructor(deck) {
    this.#deck = deck;
  }

  start() {
    document.body.classList.add("notes");
    part("speaker").hidden = false;
    document.title = `Notities · ${this.#deck.name}`;
    this.show(0);
    const began = Date.now();
    const tick = () => {
      const minutes = Math.floor((Date.now() - began) / 60000);
      part("clock").textContent = `${new Date().toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" })} · ${minutes} min`;
    };
    tick();
    setInterval(tick, 1000);
    this.#listen();
    document.body.dataset.built = "1";
  }

  show(place) {
    const { scenes } = this.#deck, scene = scenes[place];
    this.#now = place;
    part("here").textContent = `${place + 1} van ${scenes.length}: ${scene.title}`;
    part("note").textContent = scene.note || "Geen notitie bij deze scène.";
    part("next").textContent = scenes[place + 1]?.title ?? "Dit is de laatste scène.";
    this.#draw();
  }

  // The window plays without the room, or the server, all the same.
  async #listen() {
    this.#link = await connect().catch(() => null);
    this.#link?.presenter.listen({
      state: (told) => {
        this.#told = told;
        this.#draw();
      },
      ended: () => {
        this.#told = null;
        this.#draw();
      },
    });
  }

  #draw() {
    const { id } = this.#deck.scenes[this.#now];
    const question = this.#told?.questions.find((asked) => asked.id === id);
    part("answers").hidden = !question;
    if (!question) return;
    const { presenter, drawing } = this.#link;
    const away = (word) => presenter.hide(id, word).catch(() => {});
    const parts = [element("h2", "", "Antwoorden tot nu toe"), drawing.draw(question, question.results, { answer: question.answer, hide: away })];
    if (question.kind === "woord") parts.push(...this.#hidden(question));
    part("answers").replaceChildren(...parts);
  }

  // Words that are off the screen, each to be put back.
  #hidden({ id, hidden = [] }) {
    const told = element("p", "", "Klik op een woord om het van het scherm te halen.");
    if (!hidden.length) return [told];
    const list = element("p", "", "Van het scherm: ");
    for (const word of hidden) {
      const back = button("", word);
      back.title = "Zet dit woord terug op het scherm";
      back.onclick = () => this.#link.presenter.unhide(id, word).catch(() => {});
      list.append(back, " ");
    }
    return [told, list];
  }
}
