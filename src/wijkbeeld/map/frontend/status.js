// The line over the map while it is not there: loading, or why it will not come.

export class Status {
  #part;
  #box;

  constructor(part, box) {
    this.#part = part;
    this.#box = box;
  }

  hide() {
    this.#part("status").hidden = true;
  }

  // Whether it failed for want of WebGL: then Python shows a simple map below.
  fail({ message }) {
    const noGl = /webgl/i.test(message ?? "");
    const status = this.#part("status");
    status.hidden = false;
    status.textContent = noGl
      ? "Deze browser heeft geen WebGL. Hieronder staat een eenvoudige kaart."
      : "De kaart kan nu niet worden getoond. Herlaad de pagina. De tabel werkt wel.";
    this.#box.dataset.error = message;
    if (noGl) {
      this.#box.classList.remove("fills");
      this.#part("stage").style.height = "3.2rem";
    }
    return noGl;
  }
}
