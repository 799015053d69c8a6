// Before a page is printed: folds and tabs open, choices told, charts as wide as the paper and in
// its colours, source and date at the foot. After: as it was.
const PAPER = 686; // pixels: A4 upright less the margins of paper.css
const undo = [];

const test = (name) => `[data-testid="${name}"]`;
const all = (query, within = document) => [...within.querySelectorAll(query)];
const textOf = (element) => element?.textContent.trim() ?? "";
const mark = (element, name, value) => {
  element.setAttribute(name, value);
  undo.push(() => element.removeAttribute(name));
};

const VALUES = {
  stSelectbox: (field) => field.querySelector("input")?.value,
  stMultiSelect: (field) => all(":scope > :not(template) [data-tag]", field).map((tag) => tag.getAttribute("aria-label")).join(", "),
  stTextInput: (field) => field.querySelector("input")?.value,
  stNumberInput: (field) => field.querySelector("input")?.value,
  stDateInput: (field) => field.querySelector("input")?.value,
  stTextArea: (field) => field.querySelector("textarea")?.value,
  stSlider: (field) => all('[role="slider"], input[type="range"]', field).map((thumb) => thumb.getAttribute("aria-valuetext") ?? thumb.value).join(" tot "),
  stRadio: (field) => textOf(field.querySelector('label[data-selected="true"]')),
  stButtonGroup: (field) => all('button[data-selected="true"]', field).map(textOf).join(", "),
  stCheckbox: (field) => (field.querySelector("input")?.checked ? "ja" : "nee"),
};

// Label and value of a field; empty where nothing is filled in.
const told = (field, valueOf) => {
  const label = textOf(field.querySelector(test("stWidgetLabel")));
  const value = (valueOf(field) ?? "").trim();
  return label && value ? `${label}: ${value}` : value;
};

const tellChoices = () => {
  for (const [name, valueOf] of Object.entries(VALUES)) {
    for (const field of all(test(name))) mark(field, "data-wb-told", told(field, valueOf));
  }
};

// What only copies or opens something is a component too; a map makes a picture of itself.
const leaveOutButtons = () => {
  for (const component of all(test("stBidiComponentIsolated"))) {
    const parts = [component, ...all("*", component)];
    if (!parts.some(({ shadowRoot }) => shadowRoot?.querySelector(".live"))) mark(component, "data-wb-told", "");
  }
};

// A fold with nothing but buttons and empty fields.
const leaveOutEmptyFolds = () => {
  const content = ["stMarkdown", "stCaptionContainer", "stAlert", "stTable", "stPlotlyChart", "stHtml"].map(test).join(", ");
  for (const fold of all("details")) {
    if (!fold.querySelector(`${content}, [data-wb-told]:not([data-wb-told=""])`)) mark(fold, "data-wb-told", "");
  }
};

const open = () => {
  for (const fold of all("details:not([open])")) {
    fold.open = true;
    undo.push(() => { fold.open = false; });
  }
  for (const panel of all('[role="tabpanel"]')) {
    mark(panel, "data-wb-tab", textOf(document.getElementById(panel.getAttribute("aria-labelledby"))));
  }
};

// A dark page has light lines and letters.
const lighten = (chart) => {
  for (const part of all("svg *, svg", chart)) {
    for (const name of ["fill", "stroke", "background"]) {
      const light = LIGHT[part.style?.[name]];
      if (!light) continue;
      const dark = part.style[name];
      part.style[name] = light;
      undo.push(() => { part.style[name] = dark; });
    }
  }
};

const drawCharts = () => {
  for (const chart of all(".js-plotly-plot")) {
    const { width } = chart.layout;
    undo.push(() => window.Plotly.relayout(chart, { width: width ?? null }));
    window.Plotly.relayout(chart, { width: PAPER }); // draws at once
    lighten(chart);
  }
};

// In the margin of every page: what, where from, when, and which page.
const writeFoot = () => {
  const day = new Date().toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" });
  const short = document.querySelector(".wb-source")?.dataset.short;
  const foot = [document.title, short, day].filter(Boolean).join(" · ");
  const text = (words) => `"${words.replace(/["\\\n]/g, " ")}"`;
  const style = document.createElement("style");
  style.textContent = `@page {
    @bottom-left { content: ${text(foot)}; font: 8pt sans-serif; color: #44505c; white-space: nowrap; }
    @bottom-right { content: counter(page) " van " counter(pages); font: 8pt sans-serif; color: #44505c; } }`;
  document.head.append(style);
  undo.push(() => style.remove());
  for (const source of all(".wb-source")) {
    const before = source.textContent;
    source.textContent = `${before} Afgedrukt op ${day}: ${location.href}`;
    undo.push(() => { source.textContent = before; });
  }
};

addEventListener("beforeprint", () => {
  open();
  tellChoices();
  leaveOutButtons();
  leaveOutEmptyFolds();
  drawCharts();
  writeFoot();
});
addEventListener("afterprint", () => {
  for (const step of undo.splice(0).reverse()) step();
});
