// Server-sent events that come back by themselves, whatever became of server, network or phone.
const AGAIN_MS = 1000, SLEPT_MS = 5000, NOTICE_MS = 1500;

export class Stream {
  #url;
  #check;
  #on;
  #source;
  #again;
  #notice;
  #hiddenAt = 0;

  // check(): whether the room is still there: null, or why not; on: { state(told), ended(why), lost(is) }
  constructor(url, check, on) {
    this.#url = url;
    this.#check = check;
    this.#on = on;
    document.addEventListener("visibilitychange", () => this.#seen());
    addEventListener("online", () => this.#open());
    this.#open();
  }

  #open() {
    clearTimeout(this.#again);
    this.#source?.close();
    const source = this.#source = new EventSource(this.#url);
    source.onmessage = ({ data }) => {
      this.#found();
      this.#on.state(JSON.parse(data));
    };
    source.addEventListener("einde", () => this.#end(""));
    source.onerror = () => {
      this.#lost();
      if (source.readyState === EventSource.CLOSED && source === this.#source) this.#again = setTimeout(() => this.#look(), AGAIN_MS);
    };
  }

  // The browser gave up: the room is gone, or the server is not there yet.
  async #look() {
    const why = await this.#check();
    if (why === null) this.#open();
    else if (why === undefined) this.#again = setTimeout(() => this.#look(), AGAIN_MS);
    else this.#end(why);
  }

  #end(why) {
    this.#source.close();
    this.#found();
    this.#on.ended(why);
  }

  // A phone that slept may hold a line that is dead without knowing.
  #seen() {
    if (document.hidden) this.#hiddenAt = Date.now();
    else if (Date.now() - this.#hiddenAt > SLEPT_MS && this.#source.readyState !== EventSource.CLOSED) this.#open();
  }

  #lost() {
    this.#notice ??= setTimeout(() => this.#on.lost(true), NOTICE_MS);
  }

  #found() {
    clearTimeout(this.#notice);
    this.#notice = undefined;
    this.#on.lost(false);
  }
}
