"""Style of the page *Kaart*, in the document from the first paint.

In a wide window the map and its panel take what the navigation leaves; each scrolls on its own.
The map asks how high it may be by ``--map-height``, which it reads inside its own style. Without
this style everything stands one under another.
"""

from __future__ import annotations

STYLE = """
.naar-kaart { position: fixed; top: .5rem; left: .5rem; z-index: 1000000; padding: .6rem 1rem;
  border: 2px solid #ffffff; border-radius: 6px; background: #16202b; color: #ffffff;
  transform: translateY(-300%); }
.naar-kaart:focus { transform: none; outline: 2px solid #16202b; }
.block-container .st-key-kaart_kop { display: none; }
.block-container .st-key-kaart_paneel h1 { font-size: 1.05rem !important; font-weight: 600;
  padding: 0 0 .75rem !important; opacity: .9; }
.block-container .st-key-kaart_paneel .st-key-kaart_bevinding h2 { font-size: 1.35rem !important;
  line-height: 1.3; padding: .2rem 0 .6rem !important; text-wrap: pretty; }
.block-container .st-key-kaart_bediening label { min-height: 1.5rem; }
.block-container .st-key-kaart_bediening label p { font-size: .8125rem; }
.block-container .st-key-w_niveau button, .block-container .st-key-w_weergave button {
  min-height: 2.5rem; }
.block-container .st-key-kaart_melding { padding: 1rem; }
.block-container .st-key-kaart_beeld { --map-height: 36rem; }
.block-container .st-key-kaart_beeld:has(.st-key-kaart_eenvoudig) { padding: 1rem; }
@media (min-width: 1000px) {
  .block-container:has(.st-key-kaart) { display: flex; flex-direction: column; height: 100dvh;
    min-height: 36rem; padding: 3.75rem 0 0 !important; max-width: none !important; }
  .block-container:has(.st-key-kaart) > div { flex: 1 1 0; min-height: 0; gap: 0; }
  .block-container:has(.st-key-kaart) > div > div:not(:has(.st-key-kaart)) { margin: 0 1rem;
    max-width: calc(100% - 2rem); }
  .block-container > div > div:has(> .st-key-kaart) { flex: 1 1 0; min-height: 0; }
  .block-container .st-key-kaart { height: 100%; gap: 0; }
  .block-container .st-key-kaart > div { flex: none; }
  .block-container .st-key-kaart > div:has(> .st-key-kaart_vlak) { flex: 1 1 0; min-height: 0; }
  .block-container .st-key-kaart_bediening { padding: .2rem 1rem .6rem; gap: .5rem;
    border-bottom: 1px solid rgba(125, 135, 145, .35); }
  .block-container .st-key-kaart_vlak { flex-flow: row nowrap; height: 100%; gap: 0; }
  .block-container .st-key-kaart_vlak > div:has(> .st-key-kaart_beeld) {
    flex: 1 1 0; min-width: 0; height: 100%; }
  .block-container .st-key-kaart_vlak > div:has(> .st-key-kaart_paneel) {
    flex: 0 0 24.5rem; width: 24.5rem; margin-left: auto; height: 100%; }
  .block-container .st-key-kaart_beeld { container-type: size; height: 100%; overflow: auto;
    --map-height: 100cqh; }
  .block-container .st-key-kaart_paneel { height: 100%; overflow-y: auto; flex-wrap: nowrap;
    padding: .9rem 1.25rem 1rem; gap: .75rem; border-left: 1px solid rgba(125, 135, 145, .35); }
  .block-container .st-key-kaart_paneel > div { flex-shrink: 0; }
}
@media (min-width: 1000px) and (max-width: 1279px) {
  .block-container .st-key-kaart_vlak > div:has(> .st-key-kaart_paneel) {
    flex-basis: 23rem; width: 23rem; }
  .block-container .st-key-kaart_rij { gap: .4rem; }
  .block-container .st-key-w_maat { width: 9rem; }
  .block-container .st-key-w_zoek { width: 7.5rem; }
  .block-container .st-key-w_niveau button, .block-container .st-key-w_weergave button {
    padding: 0 .35rem; }
  .block-container .st-key-w_niveau button p, .block-container .st-key-w_weergave button p {
    font-size: .8125rem; }
}
@media (max-width: 640px), (max-width: 999px) and (max-height: 500px) {
  .block-container:has(.st-key-kaart) > div, .block-container .st-key-kaart { gap: .5rem; }
  .block-container .st-key-kaart_kop { display: flex; flex-wrap: nowrap; min-height: 2.75rem; }
  .block-container .st-key-kaart_kop p { white-space: nowrap; overflow: hidden;
    text-overflow: ellipsis; }
  .block-container .st-key-kaart:not(:has(.st-key-w_kies input:checked)) .st-key-kaart_bediening {
    display: none; }
}
@media (max-width: 640px) {
  .block-container .st-key-kaart_beeld { --map-height: 72svh; margin: 0 -.8rem;
    width: calc(100% + 1.6rem); max-width: none; }
}
/* A phone on its side: below the bar, the map has the window. */
@media (min-width: 641px) and (max-width: 999px) and (max-height: 500px) {
  .block-container:has(.st-key-kaart) { padding: 3.75rem 0 1rem !important; }
  .block-container:has(.st-key-kaart) > div > div:not(:has(.st-key-kaart)),
  .block-container .st-key-kaart_kop, .block-container .st-key-kaart_bediening,
  .block-container .st-key-kaart_paneel { padding-inline: 1rem; }
  .block-container .st-key-kaart_beeld { --map-height: calc(100svh - 3.75rem); }
}
"""
