// Groot beeld: any map, chart or table of the app as large as the screen, by a button or the key f.
import { BigContents } from "./big_contents.js";
import { viewOf } from "./big_views.js";
import { button, element } from "./element.js";
import { listed, openKeys, pageKeys, stageKeys } from "./key_list.js";
import { wanted } from "./nearest.js";
import { pictures, putButtons } from "./pictures.js";

const OPEN = "wijkbeeld:groot";
const QUIET_MS = 2500; // after the last move of the pointer the buttons step back
const SAID_MS = 1600;
const FIELD = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="textbox"], .stDataFrame, [data-testid="stDataFrame"]';

const sheet = new CSSStyleSheet();
const styled = fetch(new URL("big_picture.css", import.meta.url))
  .then((answer) => answer.text())
  .then(async (text) => sheet.replaceSync(text + (await (await fetch(new URL("words.css", import.meta.url))).text())));
document.adoptedStyleSheets.push(sheet);

const contents = new BigContents(
  (name) => new URL(`../../groot/${name}.json`, import.meta.url).href,
  () => pictures().flatMap(({ name }) => (name ? [name] : [])),
);

// What has the focus, also within the parts of the page that keep to themselves.
function focusedPart() {
  let part = document.activeElement;
  while (part?.shadowRoot?.activeElement) part = part.shadowRoot.activeElement;
  return part;
}

function isTyping(event) {
  const [part] = event.composedPath();
  return part instanceof Element && Boolean(part.closest(FIELD)) && !part.closest('[class*="st-key-groottabel_"]');
}

class BigPicture {
  #dialog = null;
  #view = null;
  #picture = null;
  #origin = null; // what had the focus, and how far the page was scrolled
  #over;
  #quiet;
  #said;

  get on() {
    return this.#dialog !== null;
  }

  open(picture) {
    const scroller = document.querySelector('[data-testid="stMain"]');
    this.#origin = { focus: focusedPart(), scroller, top: scroller?.scrollTop ?? 0 };
    this.#show(picture);
  }

  #show(picture) {
    this.#picture = picture;
    this.#view = viewOf(picture, contents, (text) => this.#say(text));
    const root = picture.map?.root ?? document;
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    const dialog = this.#dialog = element("dialog", "big");
    dialog.tabIndex = -1;
    dialog.setAttribute("aria-label", "Groot beeld");
    dialog.oncancel = (event) => { event.preventDefault(); this.#escape(); };
    dialog.onpointermove = (event) => this.#move(event);
    dialog.onpointerdown = (event) => this.#move(event);
    (picture.map?.root ?? document.body).append(dialog);
    dialog.showModal();
    this.#view.enter(dialog);
    this.#over = element("div", "big-over");
    this.#over.append(element("p", "said"), element("div", "dot"), element("div", "black"), element("section", "keys"), element("div", "bar"));
    for (const name of ["said", "dot", "black", "keys"]) this.#part(name).hidden = true;
    this.#part("said").setAttribute("role", "status");
    dialog.append(this.#over);
    this.#drawBar();
    this.#rest();
    dialog.focus();
  }

  #part(name) {
    return this.#over.querySelector(`:scope > .${name}`);
  }

  #hide() {
    this.#view.leave();
    this.#dialog.close();
    this.#dialog.remove();
    this.#dialog = null;
  }

  close() {
    if (document.fullscreenElement) document.exitFullscreen();
    this.#hide();
    const { focus, scroller, top } = this.#origin;
    const back = focus?.isConnected && focus !== document.body ? focus : this.#picture.button();
    back?.focus({ preventScroll: true });
    if (scroller) scroller.scrollTop = top;
  }

  // Another picture of the same page.
  #turn(way) {
    const all = pictures(), now = all.findIndex(({ element: part }) => part === this.#picture.element);
    const next = all[now + way];
    if (!next) return void this.#say(way > 0 ? "Dit is het laatste beeld van deze pagina" : "Dit is het eerste beeld van deze pagina");
    this.#hide();
    next.element.scrollIntoView({ block: "nearest" });
    this.#show(next);
    this.#say(`Beeld ${now + way + 1} van ${all.length}`);
  }

  press(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const [part] = event.composedPath();
    if (key === "Tab") return;
    if ((key === "Enter" || key === " ") && part instanceof Element && part.closest(".bar button, .handle")) return;
    const act = this.#acts(event.shiftKey)[key];
    event.stopPropagation();
    if (!act) return;
    event.preventDefault();
    act();
  }

  #acts(shift) {
    const turn = (way) => () => this.#turn(way);
    return {
      ArrowRight: turn(1), ArrowDown: turn(1), " ": turn(1), ArrowLeft: turn(-1), ArrowUp: turn(-1),
      ...this.#view.acts(shift),
      PageDown: turn(1), PageUp: turn(-1), Escape: () => this.#escape(),
      b: () => this.#toggle("black"), ".": () => this.#toggle("black"), l: () => this.#toggle("dot"),
      "?": () => this.#listKeys(),
      f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
    };
  }

  #toggle(name) {
    this.#part(name).hidden = !this.#part(name).hidden;
  }

  #listKeys() {
    this.#part("keys").replaceChildren(...listed(stageKeys(this.#view.keys)));
    this.#toggle("keys");
  }

  #escape() {
    for (const name of ["keys", "black"]) if (!this.#part(name).hidden) return void this.#toggle(name);
    if (!this.#view.close()) this.close();
  }

  #move({ clientX, clientY }) {
    this.#part("dot").style.translate = `${clientX}px ${clientY}px`;
    this.#over.classList.remove("quiet");
    this.#rest();
  }

  #rest() {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#over.classList.add("quiet"), QUIET_MS);
  }

  #drawBar() {
    const several = pictures().length > 1;
    const buttons = [
      ...this.#view.buttons,
      ...(several ? [["⇞", "Vorig beeld (PageUp)", "PageUp"], ["⇟", "Volgend beeld (PageDown)", "PageDown"]] : []),
      ["?", "Alle toetsen (?)", "?"], ["×", "Terug naar de pagina (Escape)", "Escape"],
    ];
    this.#part("bar").replaceChildren(...buttons.map(([sign, help, key]) => {
      const made = button("", sign);
      made.title = help;
      made.setAttribute("aria-label", help);
      made.onclick = () => (key === "Escape" ? this.close() : this.#acts(false)[key]?.());
      return made;
    }));
  }

  #say(text) {
    const said = this.#part("said");
    said.textContent = text;
    said.hidden = false;
    clearTimeout(this.#said);
    this.#said = setTimeout(() => { said.hidden = true; }, SAID_MS);
  }
}

const big = new BigPicture();

function openWanted() {
  const picture = wanted(pictures(), focusedHost(), window);
  if (picture) big.open(picture);
  return Boolean(picture);
}

// The outermost part of the page with the focus: a map keeps its own to itself.
function focusedHost() {
  return document.activeElement === document.body ? null : document.activeElement;
}

addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (big.on) return void big.press(event);
  if (isTyping(event) || document.querySelector('dialog[open], [role="dialog"]')) return;
  const done = event.key === "?" ? showKeys() : event.key.toLowerCase() === "f" && openWanted();
  if (!done) return;
  event.preventDefault();
  event.stopPropagation();
}, { capture: true });

function showKeys() {
  openKeys(pageKeys(document.title.split(" · ").at(-2) ?? "", pictures().map(({ kind }) => kind)));
  return true;
}

document.addEventListener(OPEN, ({ target }) => openElement(target));

function openElement(part) {
  const picture = pictures().find(({ element: own }) => own === part);
  if (picture) big.open(picture);
}

let looking;
function look() {
  clearTimeout(looking);
  looking = setTimeout(() => {
    putButtons(openElement);
    if (!matchMedia("(pointer: coarse)").matches) contents.soon();
  }, 300);
}

await styled;
new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
look();
