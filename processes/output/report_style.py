"""The look of a report: one style sheet, readable in light and dark, on paper and on a small screen."""

from __future__ import annotations

STYLE = """
:root {
  color-scheme: light dark;
  --text: #1c1e21; --faint: #5b6168; --page: #ffffff; --panel: #f5f6f8; --rule: #d6dade;
  --accent: #0b5cad; --good: #1a7f37; --bad: #b3261e; --line: #0072b2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6e8ea; --faint: #a4abb3; --page: #15181c; --panel: #1e2329; --rule: #394049;
    --accent: #7ab7ff; --good: #5fd07f; --bad: #ff8a80; --line: #56b4e9;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif;
}
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--page); z-index: 1; }
header, main, footer, nav { max-width: 62rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 2.1rem; line-height: 1.25; margin: 0 0 .25rem; font-weight: 600; }
h2 { font-size: 1.35rem; margin: 2.75rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--rule); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; }
.id { font: 1rem ui-monospace, "DejaVu Sans Mono", monospace; color: var(--faint); margin: 0 0 .5rem; }
.lead { font-size: 1.15rem; margin: .5rem 0 1rem; }
p { max-width: 46rem; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 3px solid var(--accent); outline-offset: 2px; }
nav ul { list-style: none; padding: .6rem 0; margin: 1rem 0 0; display: flex; flex-wrap: wrap; gap: .35rem 1.4rem; }
nav ul { border-block: 1px solid var(--rule); }
code, pre { font: .92em ui-monospace, "DejaVu Sans Mono", monospace; }
pre { background: var(--panel); padding: .8rem 1rem; border-radius: .4rem; line-height: 1.45; white-space: pre-wrap; }
.formula { overflow-x: auto; padding: .6rem 0; margin: .3rem 0; }
math { font-family: "Report Math", math; font-size: 1.12em; }
.formula math { display: block math; text-align: left; width: max-content; padding-right: 1rem; }
h1 math { font-size: 1.05em; }
math .overline { border-top: .055em solid; padding-top: .12em; }
math mtd { padding: .25em .15em; text-align: left; }
mtable.aligned mtd:first-child { text-align: right; }
.scroll { overflow-x: auto; margin: .75rem 0 1.5rem; }
table { border-collapse: collapse; width: 100%; font-size: .97rem; }
caption { text-align: left; color: var(--faint); padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .38rem .9rem .38rem 0; border-bottom: 1px solid var(--rule); }
thead th { color: var(--faint); font-weight: 600; font-size: .88rem; white-space: nowrap; }
tbody th { font-weight: 500; max-width: 22rem; overflow-wrap: anywhere; }
tbody th code { white-space: nowrap; }
td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.ok { color: var(--good); font-weight: 600; white-space: nowrap; }
.failed { color: var(--bad); font-weight: 600; white-space: nowrap; }
.diagrams { list-style: none; padding: 0; display: grid; gap: 1rem; margin: 0;
  grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); }
.diagrams li { background: var(--panel); border-radius: .5rem; padding: .75rem; min-width: 0; }
.diagrams svg { width: 100%; height: 9.5rem; color: var(--text); }
figure { margin: 0; }
figcaption { color: var(--faint); font-size: .92rem; }
.plots { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); }
.plots svg { width: 100%; height: auto; max-width: 40rem; fill: currentColor; }
.result { background: var(--panel); border-left: .3rem solid var(--accent); padding: .8rem 1.2rem; margin: 1rem 0; }
.result p { margin: .2rem 0; }
.result .value { font-size: 1.3rem; }
details { margin: .5rem 0; }
summary { cursor: pointer; color: var(--accent); }
footer { color: var(--faint); font-size: .92rem; padding-block: 2.5rem; }
@media print { nav, .skip { display: none; } details { break-inside: avoid; } }
"""
