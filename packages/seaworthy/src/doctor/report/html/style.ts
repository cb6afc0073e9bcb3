/** What the doctor's page has beside the style of every report. */
export const style = `
.site code { color: var(--accent); overflow-wrap: anywhere; }
.graphs { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: .8rem; }
.graph { padding: .7rem .9rem .8rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.graph figcaption { display: flex; flex-wrap: wrap; gap: 0 .8rem; justify-content: space-between; font-size: .86rem; }
.graph .name { font-weight: 600; overflow-wrap: anywhere; }
.graph .now { color: var(--soft); font-variant-numeric: tabular-nums; }
.graph svg { display: block; width: 100%; height: 5.5rem; margin-top: .4rem; }
.graph polyline { fill: none; stroke: var(--tone); stroke-width: 2; vector-effect: non-scaling-stroke; stroke-linejoin: round; }
.graph polygon { fill: var(--tone); opacity: .13; }
.graph .limit { stroke: var(--bad); stroke-dasharray: 4 3; vector-effect: non-scaling-stroke; }
.graph .ground { stroke: var(--line); vector-effect: non-scaling-stroke; }
.bars { display: grid; grid-template-columns: auto 1fr auto; gap: .35rem .7rem; align-items: center; margin-top: .6rem; font-size: .84rem; }
.bars meter { width: 100%; height: .8rem; }
.key { color: var(--tone); }
.key::before { content: "● "; }
.unjudged { margin-top: 0; }
.healthy { line-height: 2; }
`;
