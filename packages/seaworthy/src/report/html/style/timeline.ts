/** The drawings. */
export const timeline = `
.drawn { margin-bottom: .7rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 0 1rem; }
.drawn > summary { display: flex; gap: .8rem; align-items: center; padding: .75rem 0; }
.drawn > summary h3 { flex: 1; min-width: 0; }
.badges { display: flex; gap: .5rem; font: 600 .85rem var(--mono); }
.badges span { color: var(--tone); white-space: nowrap; }
figure { position: relative; padding: .2rem 0; }
.timeline { display: block; overflow: visible; touch-action: pan-y; }
.timeline text { fill: var(--ink); font: 12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.timeline .name { fill: var(--soft); font-weight: 600; font-size: 11px; letter-spacing: .04em; text-transform: uppercase; }
.timeline .rule { stroke: var(--line); }
.timeline .moment { stroke: var(--tone); stroke-width: 1.5; opacity: .75; }
.timeline .moment.boot { stroke-dasharray: 2 3; }
.timeline .named text { font-weight: 650; }
.timeline tspan { fill: var(--soft); font-weight: 400; }
.timeline .break rect { fill: var(--sunk); }
.timeline .break path { stroke: var(--soft); stroke-width: 1.5; fill: none; }
.timeline .band { fill: var(--tone); opacity: .13; }
.timeline .banded { fill: var(--warn); font-size: 11px; }
.bar rect { fill: color-mix(in srgb, var(--tone) 22%, var(--card)); stroke: var(--tone); }
.bar.endless rect { stroke-dasharray: 4 3; }
.bar text { paint-order: stroke; stroke: var(--card); stroke-width: 3px; stroke-linejoin: round; pointer-events: none; }
.bar text { stroke-opacity: .6; }
.point circle { fill: transparent; }
.point .dot, .named .dot { fill: var(--tone); stroke: var(--card); stroke-width: 1.5; }
.mark { cursor: default; }
.mark.current rect { stroke-width: 2.5; }
.mark.current .dot { stroke: var(--ink); stroke-width: 2.5; }
.axis line { stroke: var(--soft); }
.axis text { fill: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums; }
.tip {
  position: absolute; z-index: 2; max-width: min(34rem, 100%); padding: .35rem .6rem; border-radius: 7px; pointer-events: none;
  background: var(--ink); color: var(--ground); font: .8rem/1.45 var(--mono); overflow-wrap: anywhere; white-space: pre-wrap;
}
.judged { display: flex; flex-wrap: wrap; gap: .2rem .8rem; margin: .6rem 0; font-size: .86rem; color: var(--soft); }
.judged a { color: var(--ink); text-decoration-color: var(--line); text-underline-offset: 3px; }
.judged a span { color: var(--tone); font-weight: 700; }
.entries { margin-bottom: .9rem; font-size: .84rem; }
.entries > summary { color: var(--accent); width: fit-content; }
.entries ol { margin-top: .5rem; max-height: 24rem; overflow: auto; font-family: var(--mono); font-size: .92em; }
.entries li { display: grid; grid-template-columns: 4.5rem 6.2rem minmax(0, 1fr); gap: .5rem; padding: .1rem 0; overflow-wrap: anywhere; }
.entries time { text-align: right; color: var(--soft); }
.entries b { font-weight: 400; color: var(--soft); }
.entries .signal span, .entries .exit span { font-weight: 700; }
@media (max-width: 40rem) {
  .drawn { padding: 0 .7rem; }
  .entries li { grid-template-columns: 3.8rem minmax(0, 1fr); }
  .entries b { display: none; }
}
`;
