// The answers of this phone: kept until the server has them, sent one at a time, changeable.
// Nothing here touches the page. A question is named with its round, as keyOf has it; the last answer to a question is the one with the highest turn.
const FIRST_WAIT = 700, LONGEST_WAIT = 5000;
const REFUSED = [400, 404, 409, 410, 413, 422]; // trying again would not help

export function keyOf({ id, round }) {
  return `${id}/${round}`;
}

export class Ballot {
  #storage;
  #key;
  #send;
  #changed;
  #kept;
  #busy = false;
  #wait = FIRST_WAIT;
  #timer;

  // storage: as localStorage; send(answer) gives a status (0 without connection); changed() after every change
  constructor({ code, storage, send, changed }) {
    this.#storage = storage;
    this.#key = `wijkbeeld/zaal/${code}`;
    this.#send = send;
    this.#changed = changed;
    this.#kept = this.#read() ?? { voter: newVoter(), answers: {} };
    this.#write();
    this.#flush();
  }

  get voter() {
    return this.#kept.voter;
  }

  // What was answered to a question: { choice, turn, state: "waiting" | "sent" | "refused", failed }, or undefined;
  // failed: whether it was sent in vain.
  answer(question) {
    return this.#kept.answers[question];
  }

  give(question, choice) {
    const turn = (this.answer(question)?.turn ?? 0) + 1;
    this.#kept.answers[question] = { choice, turn, state: "waiting" };
    this.#write();
    this.#changed();
    this.hurry();
  }

  // Try now: something changed, or the connection is back.
  hurry() {
    clearTimeout(this.#timer);
    this.#wait = FIRST_WAIT;
    this.#flush();
  }

  async #flush() {
    if (this.#busy) return;
    const [question, answer] = Object.entries(this.#kept.answers).find(([, { state }]) => state === "waiting") ?? [];
    if (!answer) return;
    this.#busy = true;
    const { choice, turn } = answer;
    const [asked, round] = question.split("/");
    const status = await this.#send({ voter: this.voter, question: asked, round: Number(round), choice, turn });
    this.#busy = false;
    const is = this.answer(question);
    const settled = status === 200 || REFUSED.includes(status);
    if (settled && is.turn === turn && is.state === "waiting") is.state = status === 200 ? "sent" : "refused";
    else if (!settled && is.turn === turn) is.failed = true;
    this.#write();
    this.#changed();
    if (settled) {
      this.#wait = FIRST_WAIT;
      return void this.#flush();
    }
    this.#timer = setTimeout(() => this.#flush(), this.#wait);
    this.#wait = Math.min(2 * this.#wait, LONGEST_WAIT);
  }

  #read() {
    try {
      const kept = JSON.parse(this.#storage.getItem(this.#key));
      return /^[0-9a-f]{32}$/.test(kept?.voter) ? kept : null;
    } catch {
      return null;
    }
  }

  // A browser may keep nothing: then this tab remembers.
  #write() {
    try {
      this.#storage.setItem(this.#key, JSON.stringify(this.#kept));
    } catch {
      return;
    }
  }
}

// crypto.randomUUID does not exist on plain http.
function newVoter() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
