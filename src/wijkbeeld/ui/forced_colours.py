"""What stays readable where the user's system sets the colours (Windows high contrast).

A browser then takes backgrounds and shadows away: what only a background told needs a border, or
one of the colours of the system.
"""

from __future__ import annotations

STYLE = """
@media (forced-colors: active) {
  :focus-visible { outline: 3px solid Highlight !important; outline-offset: 2px !important; }
  /* What is chosen. */
  .stApp button:is([aria-checked="true"], [aria-pressed="true"]) {
    forced-color-adjust: none; background: Highlight !important;
    border-color: Highlight !important; }
  .stApp button:is([aria-checked="true"], [aria-pressed="true"]) * {
    color: HighlightText !important; background: transparent !important; }
  [role="tab"][aria-selected="true"], .stApp a[aria-current="page"] {
    border-bottom: 3px solid Highlight; }
  [role="option"]:is([aria-selected="true"], [data-focused]) {
    outline: 2px solid Highlight; outline-offset: -2px; }
  [data-testid="stCheckbox"] label > div:first-of-type,
  [data-testid="stRadioOption"] > div:first-of-type > div:first-of-type {
    border: 2px solid ButtonText !important; }
  [data-testid="stCheckbox"] label:has(input:checked) > div:first-of-type,
  [data-testid="stRadioOption"]:has(input:checked) > div:first-of-type > div:first-of-type {
    forced-color-adjust: none; background: Highlight !important;
    border-color: Highlight !important; }
  [data-tag] { border: 1px solid ButtonText; }
  /* The ladder of *Vernieuwing*: lines and full dots are backgrounds. */
  .wb-zero, .wb-bar, .wb-own, .wb-out .wb-dot { forced-color-adjust: none;
    background: CanvasText !important; border-color: CanvasText !important; opacity: 1; }
  .wb-chosen { border-left: 4px solid Highlight; }
}
"""
