// The presenter's side of a room, for the stage. It is served beside the phone page, so it finds its addresses itself:
//   import { Presenter } from "/volg/deel/STAMP/presenter.js";
//   const room = Presenter.here();            // from #zaal=CODE.TOKEN in the address, kept for this tab; null without
//   room.step({ scene, wave, swipe, camera, question }); // at every step; the last one wins, also after a lost connection
//   const stop = room.listen({ state(told), lost(is), ended() }); // told.questions with results, told.followers
//   await room.open(id), close(id), reveal(id), clear(id), keep(id), hide(id, word), unhide(id, word)
//   await room.now()                          // as told.state, at this moment: a stream may be a moment behind
//   await room.invitation()                   // { code, links: [{ address, link, qr }] }
//   await room.figures()                      // kept figures, a Blob (CSV)
//   await room.end(), room.remove()
//   Presenter.forget()                        // what this tab knows of its room
const KEPT = "wijkbeeld/regie";
const kept = () => `${KEPT} ${location.pathname}`; // a tab may play one deck after another
const AWAY = "De zaal is nu niet bereikbaar.";
const AGAIN_MS = 1000, SILENT_MS = 40000;

export class Presenter {
  #token;
  #base;
  #latest = null;
  #sending = false;
  #newest = 0; // revision of the newest that was told

  constructor({ code, token, base = new URL("../../", import.meta.url) }) {
    this.code = code;
    this.#token = token;
    this.#base = new URL(`${code}/`, base);
  }

  static here() {
    const given = /^#zaal=([A-Z2-9]{5})\.([\w-]{20,})$/.exec(location.hash);
    if (given) {
      sessionStorage.setItem(kept(), JSON.stringify({ code: given[1], token: given[2] }));
      history.replaceState(history.state, "", location.pathname + location.search);
    }
    const known = sessionStorage.getItem(kept());
    return known ? new Presenter(JSON.parse(known)) : null;
  }

  step({ scene, wave = null, swipe = null, camera = null, question = null }) {
    this.#latest = { scene, wave, swipe, camera, question };
    this.#tell();
  }

  async #tell() {
    if (this.#sending) return;
    this.#sending = true;
    while (this.#latest) {
      const state = this.#latest;
      const status = await this.#ask("stap", state).then(() => 200, (error) => error.status ?? 0);
      const again = status === 0 || status === 429 || status >= 500;
      if (again) await new Promise((later) => setTimeout(later, AGAIN_MS));
      else if (this.#latest === state) this.#latest = null;
    }
    this.#sending = false;
  }

  open(question) { return this.#act("open", question); }
  close(question) { return this.#act("close", question); }
  reveal(question) { return this.#act("reveal", question); }
  clear(question) { return this.#act("clear", question); }
  keep(question) { return this.#act("keep", question); }
  hide(question, word) { return this.#act("hide", question, word); }
  unhide(question, word) { return this.#act("unhide", question, word); }

  #act(act, question, word = "") {
    return this.#ask("vraag", { act, question, word });
  }

  async now() {
    const told = await (await this.#ask("nu.json")).json();
    this.#newest = Math.max(this.#newest, told.revision);
    return told;
  }

  async invitation() { return (await this.#ask("uitnodiging.json")).json(); }
  async figures() { return (await this.#ask("cijfers.csv")).blob(); }
  async end() { await this.#ask("sluit", {}); }

  async remove() {
    await this.#ask("", undefined, "DELETE");
    Presenter.forget();
  }

  static forget() {
    sessionStorage.removeItem(kept());
  }

  // A failed request throws an error with the Dutch text of the server, and its status.
  async #ask(path, body, method = body === undefined ? "GET" : "POST") {
    const url = path ? new URL(path, this.#base) : this.#base.href.slice(0, -1);
    const headers = { Authorization: `Bearer ${this.#token}`, ...(body !== undefined && { "Content-Type": "application/json" }) };
    const asked = { method, headers, cache: "no-store", body: body === undefined ? undefined : JSON.stringify(body) };
    const answer = await fetch(url, asked).catch(() => { throw new Error(AWAY); }); // a browser says why in English
    if (answer.ok) return answer;
    const { fout } = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(fout ?? AWAY), { status: answer.status });
  }

  // EventSource sends no token, so the stream is read here.
  listen({ state, lost = () => {}, ended = () => {} }) {
    const stop = new AbortController();
    const run = async () => {
      while (!stop.signal.aborted) {
        try {
          if (await this.#follow(stop.signal, state, lost)) return void ended();
        } catch (error) {
          if (stop.signal.aborted) return;
          if ([403, 404, 410].includes(error.status)) return void ended();
        }
        lost(true);
        await new Promise((later) => setTimeout(later, AGAIN_MS));
      }
    };
    run();
    return () => stop.abort();
  }

  // True when the room ended.
  async #follow(signal, state, lost) {
    const silence = new AbortController();
    signal.addEventListener("abort", () => silence.abort(), { once: true });
    const answer = await fetch(new URL("regie", this.#base), { headers: { Authorization: `Bearer ${this.#token}` }, cache: "no-store", signal: silence.signal });
    if (!answer.ok) throw Object.assign(new Error("regie"), { status: answer.status });
    lost(false);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const timer = setTimeout(() => silence.abort(), SILENT_MS); // the server breathes every fifteen seconds
      const { done, value } = await reader.read().finally(() => clearTimeout(timer));
      if (done) return false;
      const { events, rest } = parse(text + value);
      text = rest;
      for (const { event, data } of events) {
        if (event === "einde") return true;
        const told = JSON.parse(data);
        if (told.revision < this.#newest) continue; // it was on its way when something newer was asked for
        this.#newest = told.revision;
        state(told);
      }
    }
  }
}

// Whole events in a text of server-sent events, and what is left of it.
export function parse(text) {
  const blocks = text.split("\n\n");
  const rest = blocks.pop();
  const events = [];
  for (const block of blocks) {
    const lines = block.split("\n").map((line) => /^(\w+): ?(.*)$/.exec(line)).filter(Boolean);
    const data = lines.filter(([, name]) => name === "data").map(([, , value]) => value);
    if (data.length) events.push({ event: lines.find(([, name]) => name === "event")?.[2] ?? "message", data: data.join("\n") });
  }
  return { events, rest };
}
