// Words of Streamlit itself, from streamlit_words.py, in the page whenever that changes.
const WAIT_MS = 300; // a page that is drawn changes hundreds of times
const SHOWN = '[data-testid="InputInstructions"], [data-testid="stFileUploaderDropzone"]';
const begins = Object.entries(BEGINNINGS);
const patterns = Object.entries(PATTERNS).map(([english, dutch]) => [new RegExp(english), dutch]);
const attributes = ["aria-label", "title", "alt", "placeholder"];
let waiting = false;

// A name may go on with what it is of: "Search: Delen van de wijk".
const nameOf = (english) => {
  if (Object.hasOwn(NAMES, english)) return NAMES[english];
  const icon = english.match(/^(\w+) icon$/);
  if (icon && Object.hasOwn(ICONS, icon[1])) return ICONS[icon[1]];
  const begun = begins.find(([start]) => english.startsWith(start));
  if (begun) return begun[1] + english.slice(begun[0].length);
  const [head, ...rest] = english.split(": ");
  return rest.length && Object.hasOwn(NAMES, head) ? [NAMES[head], ...rest].join(": ") : english;
};

const textOf = (english) => {
  if (Object.hasOwn(TEXTS, english)) return TEXTS[english];
  const found = patterns.find(([pattern]) => pattern.test(english));
  return found ? english.replace(...found) : english;
};

const translate = () => {
  waiting = false;
  for (const part of document.querySelectorAll(attributes.map((name) => `[${name}]`).join())) {
    for (const name of attributes) {
      const said = part.getAttribute(name), dutch = said && nameOf(said);
      if (said && dutch !== said) part.setAttribute(name, dutch);
    }
  }
  for (const own of document.querySelectorAll(OWN)) {
    const texts = document.createTreeWalker(own, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { currentNode: text } = texts, dutch = textOf(text.nodeValue);
      if (dutch !== text.nodeValue) text.nodeValue = dutch;
    }
  }
  for (const part of document.querySelectorAll(SHOWN)) part.setAttribute("data-wb-dutch", "");
  // Named and yet without a role: a reader would get neither.
  for (const zone of document.querySelectorAll('[role="presentation"][aria-label]')) {
    zone.setAttribute("role", "group");
  }
  // What opens over the page lies outside the app, and has no colour scheme of its own.
  const app = document.querySelector(".stApp");
  if (app) document.documentElement.style.colorScheme = getComputedStyle(app).colorScheme;
};

new MutationObserver(() => {
  if (!waiting) { waiting = true; setTimeout(translate, WAIT_MS); }
}).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
