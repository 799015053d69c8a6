// A question on a phone: its answers to touch, what was answered, and the results once they are revealed.
import { keyOf } from "./ballot.js";
import { make } from "./dom.js";
import { draw } from "./results.js";

const LONGEST_WORD = 40;
const SENT = {
  waiting: "Je antwoord wordt verstuurd…",
  lost: "Even geen verbinding; je antwoord wordt verstuurd zodra het kan.",
  refused: "Je antwoord is niet meer meegeteld: de vraag is gesloten.",
};

export class QuestionView {
  #root;
  #ballot;
  #areas;
  #drawn = "";
  #asked = null;

  // root: the element to draw in; ballot: as ballot.js has it; areas(): promise of [{ name, place }] on the map
  constructor(root, ballot, areas) {
    this.#root = root;
    this.#ballot = ballot;
    this.#areas = areas;
  }

  // question: as the room gives it, or null; lost: whether there is no connection now
  show(question, lost) {
    this.#asked = question;
    this.#root.hidden = !question;
    if (!question) {
      this.#drawn = "";
      return;
    }
    const { status } = question;
    const drawn = JSON.stringify([keyOf(question), status, question.results ?? null]);
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      this.#root.replaceChildren(...this.#body(question));
    }
    this.tell(lost);
  }

  // How it stands with the answer of this phone.
  tell(lost) {
    const said = this.#root.querySelector(".mine");
    if (!said || !this.#asked) return;
    const { state, choice, failed } = this.#ballot.answer(keyOf(this.#asked)) ?? { state: "none" };
    const isOpen = this.#asked.status === "open";
    const change = isOpen ? " Je kunt het nog veranderen." : "";
    const own = state === "none" ? "" : `Je antwoord${this.#written(choice)}`;
    said.textContent = {
      none: isOpen ? "" : "Je hebt niet geantwoord.", sent: `${own} is binnen.${change}`,
      waiting: lost || failed ? SENT.lost : SENT.waiting, refused: SENT.refused,
    }[state];
  }

  #written(choice) {
    const { kind, options } = this.#asked;
    if (kind === "woord") return `: “${choice}”`;
    if (kind === "schaal") return `: ${choice + 1}`;
    return kind === "punt" ? " op de kaart" : `: ${options[choice]}`;
  }

  #body(question) {
    const { title, status } = question;
    const mine = make("p", { className: "mine", role: "status" });
    if (status === "open") return [this.#form(question), mine];
    const head = make("h1", { id: "asked" }, title);
    if (status === "revealed") return [head, draw(question, question.results, { answer: question.answer }), mine];
    return [head, make("p", {}, status === "waiting" ? "De vraag gaat zo open." : "De vraag is gesloten."), mine];
  }

  #form(question) {
    const { kind, title, options, steps } = question;
    const legend = make("legend", {}, make("h1", { id: "asked" }, title));
    if (kind === "woord") return this.#word(question);
    if (kind === "punt") return make("fieldset", {}, legend, make("p", {}, "Tik op de kaart. Tik ergens anders om je punt te verplaatsen."), this.#list(question));
    if (kind !== "schaal") return make("fieldset", {}, legend, ...options.map((label, n) => this.#choice(question, n, label)));
    const [low, high] = options;
    const ends = low ? make("p", { className: "ends small" }, make("span", {}, low), make("span", {}, high)) : null;
    const label = (n) => ({ 0: low, [steps - 1]: high }[n]);
    return make("fieldset", {}, legend,
      make("div", { className: "scale" }, ...Array.from({ length: steps }, (_, n) => this.#choice(question, n, String(n + 1), label(n)))), ends);
  }

  #choice(question, n, label, more) {
    const key = keyOf(question);
    const answer = this.#ballot.answer(key);
    const input = make("input", { type: "radio", name: "choice", value: String(n), "aria-label": more ? `${label}: ${more}` : null });
    input.checked = answer?.choice === n;
    input.onchange = () => this.#ballot.give(key, n);
    return make("label", { className: "choice" }, input, label);
  }

  #word(question) {
    const key = keyOf(question), { title } = question;
    const input = make("input", { id: "word", maxlength: String(LONGEST_WORD), autocomplete: "off", enterkeyhint: "send", required: true });
    input.value = this.#ballot.answer(key)?.choice ?? "";
    const form = make("form", {}, make("h1", { id: "asked" }, make("label", { for: "word" }, title)),
      make("div", { className: "word" }, input, make("button", { className: "main" }, "Verstuur")));
    form.onsubmit = (event) => {
      event.preventDefault();
      const word = input.value.trim();
      if (word) this.#ballot.give(key, word);
    };
    return form;
  }

  // A place without touching the map: the areas that are on it.
  #list(question) {
    const list = make("select", { "aria-label": "Gebied" }, make("option", { value: "" }, "Kies een gebied"));
    const fill = async () => {
      const areas = await this.#areas();
      list.append(...areas.map(({ name, place }) => make("option", { value: place.join() }, name)));
    };
    list.onchange = () => list.value && this.#ballot.give(keyOf(question), list.value.split(",").map(Number));
    const details = make("details", {}, make("summary", {}, "Liever uit een lijst kiezen"), list);
    details.addEventListener("toggle", fill, { once: true });
    return details;
  }
}
