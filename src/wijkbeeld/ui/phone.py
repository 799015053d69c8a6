"""The frame of a narrow window: its bar, and the menu that stands in for the row of pages."""

from __future__ import annotations

STYLE = """
/* Streamlit's narrow bar has two arrows of 28 pixels for a menu: a finger needs 44, and a word. */
@media (max-width: 768px) {
  [data-testid="stExpandSidebarButton"] { gap: .5rem; min-height: 2.75rem; font-weight: 600; }
  [data-testid="stExpandSidebarButton"] > span { display: none; }
  [data-testid="stExpandSidebarButton"]::before { content: ""; width: 1.1rem; height: .9rem;
    border-block: 2px solid; background: linear-gradient(currentColor 0 0) center / 100% 2px
    no-repeat; }
  [data-testid="stExpandSidebarButton"]::after { content: "Menu"; }
  [data-testid="stSidebarNavLink"] { min-height: 2.75rem; }
}
/* A picture of a chart is saved with a button at its foot: at its head it lies over the title. */
@media (max-width: 640px) {
  [data-testid="stElementContainer"]:has(.js-plotly-plot) { margin-bottom: 2.5rem; }
  [data-testid="stElementContainer"]:has(.js-plotly-plot), .js-plotly-plot {
    overflow: visible !important; }
  .js-plotly-plot .modebar-container { top: 100% !important; }
  .stElementContainer:has(.js-plotly-plot) > .wb-big { top: calc(100% + .25rem); right: 3.25rem;
    width: 2.25rem; height: 2.25rem; }
  .js-plotly-plot .modebar-btn { padding: .6rem .75rem !important; }
  .block-container h1 { padding-bottom: .5rem !important; }
  .block-container [class*="st-key-bestand_"] { flex-wrap: nowrap; }
  .block-container [class*="st-key-bestand_"] > div:last-child { min-width: 0; }
  .block-container [class*="st-key-bewaard_"] { row-gap: 0; padding-bottom: .5rem; }
  .block-container [class*="st-key-bewaard_"] > div:first-child { flex: 1 0 100%; }
  .st-key-wijk_nu [data-testid="stHorizontalBlock"] { display: grid; gap: .75rem;
    grid-template-columns: 1fr 1fr; }
  .st-key-wijk_nu [data-testid="stColumn"] { width: auto; min-width: 0; }
  div:has(> .st-key-deel), div:has(> div > .st-key-deel) { gap: .5rem; }
  .st-key-scene_plek button div[aria-hidden="true"] { display: none; }
  .st-key-scene_plek button p { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }
}
"""

SCRIPT = """
// Streamlit closes its menu after a choice only where the browser says that it is a phone's; a
// narrow window of any other is covered by it too.
addEventListener("click", ({ target, ctrlKey, metaKey, shiftKey }) => {
  if (ctrlKey || metaKey || shiftKey) return;
  if (!target.closest?.('[data-testid="stSidebarNavLink"]')) return;
  setTimeout(() => {
    document.querySelector('[data-testid="stSidebar"][data-collapsed="false"] '
      + '[data-testid="stSidebarCollapseButton"] button')?.click();
  });
});
"""
