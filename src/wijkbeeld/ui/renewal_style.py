"""Style of the answer and the ladder of *Vernieuwing*, in the document from the first paint."""

from __future__ import annotations

STYLE = """
.wb-opening { --wb-accent: light-dark(#a9480f, #f2a46b); display: grid; gap: .8rem 3rem;
  align-items: start;
  grid-template: "answer ladder" auto "not ladder" auto "may ladder" 1fr / 1fr 1.25fr; }
.wb-opening .wb-answer { grid-area: answer; }
.wb-opening .wb-block { grid-area: ladder; }
.wb-opening .wb-not { grid-area: not; }
.wb-opening .wb-may { grid-area: may; }
.wb-answer { border-left: 4px solid var(--wb-accent); padding: .1rem 0 .1rem 1.1rem; }
.wb-answer h2 { font-size: 1rem !important; font-weight: 600; margin: 0; padding: 0 !important; }
.wb-answer p { font-size: 1.25rem; line-height: 1.36; margin: .4rem 0 0; max-width: 34em; }
.wb-said { border-top: 2px solid var(--wb-accent); padding-top: .4rem; }
.wb-may { border-top-color: #5c86ab; }
.wb-said h3, .wb-block h2 { font-size: 1.05rem !important; margin: 0; padding: 0 !important; }
.wb-block h2 { font-size: 1.15rem !important; line-height: 1.35; margin-bottom: .5rem; }
.wb-said ul { list-style: none; margin: .3rem 0 0 !important; padding: 0 !important; }
.wb-said li { margin: .2rem 0 !important; padding-left: 1.4rem; position: relative;
  line-height: 1.34; }
.wb-said li, .wb-foot { max-width: 42em !important; }
.wb-caution { font-weight: 600; opacity: 1 !important; }
.wb-said li i { position: absolute; left: 0; font-style: normal; font-weight: 700; }
.wb-not li i { color: var(--wb-accent); }
.wb-rung { display: grid; grid-template-columns: 1.2fr 1.35fr 6.1rem 1.15fr; gap: 0 .9rem;
  align-items: center; padding: .45rem .4rem; border-bottom: 1px solid rgba(125,135,145,.28);
  line-height: 1.3; }
.wb-rung small { display: block; opacity: .82; font-size: .8125rem; }
.wb-head { border-top: 2px solid rgba(125,135,145,.7); font-size: .8125rem;
  opacity: .85; padding-top: .3rem; padding-bottom: .3rem; }
.wb-value { text-align: right; font-variant-numeric: tabular-nums; font-weight: 700; }
.wb-head .wb-value, .wb-value small { font-weight: 400; }
.wb-plot { position: relative; display: block; height: 1.5rem; }
.wb-plot i { position: absolute; font-style: normal; }
.wb-mark { transform: translateX(-50%); bottom: 0; font-variant-numeric: tabular-nums; }
.wb-zero { left: 50%; top: -.6rem; bottom: -.6rem; width: 1px; background: currentColor;
  opacity: .55; }
.wb-bar { top: calc(50% - 1px); height: 2px; background: currentColor; opacity: .7; }
.wb-dot, .wb-own { top: calc(50% - 7px); width: 14px; height: 14px; margin-left: -7px;
  border-radius: 50%; border: 2.5px solid currentColor; background: Canvas; }
.wb-own { border-radius: 2px; transform: rotate(45deg) scale(.85); background: var(--wb-accent);
  border-color: var(--wb-accent); }
.wb-out .wb-dot { background: var(--wb-accent); border-color: var(--wb-accent); }
.wb-out .wb-bar { background: var(--wb-accent); opacity: 1; }
.wb-out small:nth-of-type(1) { opacity: 1; }
.wb-out > span:last-child small:first-of-type { color: var(--wb-accent); font-weight: 700; }
.wb-chosen { box-shadow: inset 3px 0 0 currentColor; background: rgba(125,135,145,.09); }
.wb-foot { font-size: .8125rem; opacity: .85; margin: .5rem 0 0; line-height: 1.4; }
.wb-index ol { margin: 0; padding-left: 1.3rem; line-height: 1.35; }
.wb-index li { margin: .3rem 0; }
.wb-index a { color: inherit; text-underline-offset: 3px; }
.wb-anchor { display: block; scroll-margin-top: 4rem; }
@media (max-width: 900px) {
  .wb-opening {
    grid-template: "answer" "ladder" "not" "may" / minmax(0, 1fr); }
}
@media (max-width: 640px) {
  .wb-answer p { font-size: 1.2rem; }
  .wb-rung { grid-template-columns: 1fr auto; }
  .wb-zero { top: 0; bottom: 0; }
  .wb-rung > span:nth-child(2) { grid-column: 1 / -1; grid-row: 2; }
  .wb-rung > span:nth-child(4) { grid-column: 1 / -1; grid-row: 3; }
  .wb-head > span:nth-child(1), .wb-head > span:nth-child(4) { display: none; }
  .wb-index { display: none; }
}
"""
