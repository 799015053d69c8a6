// The line over the map while it is not there: loading, or why it will not come.

export const TURN_ON = "Zet in de instellingen van de browser 'hardwareversnelling' aan, of neem een andere browser.";

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

  // noGl: whether the browser has no WebGL; then Python shows a simple map below.
  fail({ message }, noGl) {
    const status = this.#part("status");
    status.hidden = false;
    status.textContent = noGl
      ? `Deze browser heeft geen WebGL. Hieronder staat een eenvoudige kaart. ${TURN_ON}`
      : "De kaart kan nu niet worden getoond. Herlaad de pagina. De tabel werkt wel.";
    this.#box.dataset.error = message;
    if (noGl) {
      this.#box.classList.remove("fills");
      this.#part("stage").style.height = "5rem";
    }
  }
}

// Whether a map failed for want of WebGL.
export function lacksWebGl({ message }) {
  return /webgl/i.test(message ?? "");
}
