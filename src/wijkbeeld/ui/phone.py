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
  .js-plotly-plot { padding-bottom: 2.5rem; }
  .js-plotly-plot .modebar-container { top: 100% !important; }
  .js-plotly-plot .modebar-btn { padding: .6rem .75rem !important; }
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
