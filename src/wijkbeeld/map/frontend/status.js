// The line over the map while it is not there: loading, or why it will not come.
import { button } from "./element.js";

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

  // Files did not come. again(): asks for them once more
  fail({ message }, again) {
    const status = this.#part("status"), retry = button("", "Probeer opnieuw");
    this.#box.dataset.error = message;
    retry.onclick = () => {
      delete this.#box.dataset.error;
      status.replaceChildren("De kaart wordt geladen…");
      again();
    };
    status.replaceChildren("De kaart is niet geladen. De rest van de pagina werkt wel.", retry);
    status.hidden = false;
  }

  // The browser has no WebGL: Python shows a simple map below.
  lack({ message }) {
    const status = this.#part("status");
    this.#box.dataset.error = message;
    status.textContent = `Deze browser heeft geen WebGL. Hieronder staat een eenvoudige kaart. ${TURN_ON}`;
    status.hidden = false;
    this.#box.classList.remove("fills");
    this.#part("stage").style.height = "5rem";
  }
}

// Whether a map failed for want of WebGL.
export function lacksWebGl({ message }) {
  return /webgl/i.test(message ?? "");
}
