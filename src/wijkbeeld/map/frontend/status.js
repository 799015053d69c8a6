// The line over the map while it is not there: loading, or why it will not come.

const TURN_ON = "Zet in de instellingen van de browser 'hardwareversnelling' aan, of neem een andere browser.";

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

  // Whether it failed for want of WebGL. hasSimple: whether Python shows a simple map below then.
  fail({ message }, hasSimple) {
    const noGl = /webgl/i.test(message ?? "");
    const status = this.#part("status");
    status.hidden = false;
    const instead = hasSimple ? "Hieronder staat een eenvoudige kaart." : "Deze kaart is zonder WebGL niet te tekenen; de tabel werkt wel.";
    status.textContent = noGl
      ? `Deze browser heeft geen WebGL. ${instead} ${TURN_ON}`
      : "De kaart kan nu niet worden getoond. Herlaad de pagina. De tabel werkt wel.";
    this.#box.dataset.error = message;
    if (noGl) {
      this.#box.classList.remove("fills");
      this.#part("stage").style.height = "5rem";
    }
    return noGl;
  }
}
