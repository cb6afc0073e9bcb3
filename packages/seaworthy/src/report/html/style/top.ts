/** The verdict, the rings and the filters. */
export const top = `
.top { padding-top: clamp(1.2rem, 4vw, 2.6rem); }
.verdict { display: flex; gap: clamp(1rem, 3vw, 2rem); align-items: center; }
.verdict > div { min-width: 0; }
h1 { font-size: clamp(1.25rem, 3.4vw, 1.9rem); line-height: 1.25; text-wrap: balance; }
.service { margin: .5rem 0; overflow-wrap: anywhere; }
.counts { font-weight: 600; }
.facts, .notes { color: var(--soft); font-size: .88rem; overflow-wrap: anywhere; }
.notes { margin-top: 1.2rem; padding-left: 1rem; border-left: 3px solid var(--line); }
.ring { flex: none; display: block; }
.ring circle { fill: none; stroke: var(--tone); stroke-linecap: butt; }
.ring .track { stroke: color-mix(in srgb, var(--tone) 20%, var(--line)); }
.ring text { fill: var(--ink); font: 650 13px system-ui, sans-serif; font-variant-numeric: tabular-nums; }
.verdict .ring text { font-size: 30px; }
.verdict .ring { width: clamp(5.6rem, 18vw, 8.25rem); height: auto; }
.topics { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.2rem, 1fr)); gap: .5rem; margin-top: 1.6rem; }
.topic {
  display: grid; justify-items: center; gap: .4rem; padding: .8rem .3rem .6rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 10px; font-size: .86rem;
}
.topic:hover { border-color: var(--accent); }
.topic[aria-pressed=true] { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.filters {
  position: sticky; top: 0; z-index: 3; display: flex; flex-wrap: wrap; gap: .5rem; align-items: center;
  margin: 0 -.6rem; padding: .6rem; background: color-mix(in srgb, var(--ground) 94%, transparent); backdrop-filter: blur(6px);
}
.search { position: relative; flex: 1 1 60%; }
.found { min-width: 11rem; }
.search kbd {
  position: absolute; right: .6rem; top: 50%; transform: translateY(-50%); padding: 0 .4rem;
  border: 1px solid var(--line); border-radius: 4px; color: var(--soft); font-size: .75rem; pointer-events: none;
}
.search input:focus + kbd, .search input:not(:placeholder-shown) + kbd { display: none; }
.filters input, .filters select, .chip { min-height: 2.3rem; padding: .3rem .7rem; background: var(--card); border: 1px solid var(--line); border-radius: 7px; font-size: .88rem; }
.filters input { width: 100%; }
.filters input::placeholder { color: var(--soft); opacity: 1; }
.chips { display: flex; flex-wrap: wrap; gap: .35rem; margin-right: auto; }
.chip { white-space: nowrap; }
.chip span { color: var(--tone); font-weight: 700; }
.chip:hover { border-color: var(--tone); }
.chip[aria-pressed=true] { border-color: var(--tone); background: color-mix(in srgb, var(--tone) 14%, var(--card)); }
.found { color: var(--soft); font-size: .86rem; }
.found button, .copy { padding: .15rem .6rem; background: var(--card); border: 1px solid var(--line); border-radius: 6px; font-size: .82rem; }
#nothing { padding: 2rem 0; color: var(--soft); }
@media (max-width: 40rem) {
  .filters { position: static; }
  html { scroll-padding-top: .5rem; }
  .filters select { flex: 1 1 auto; }
  .topics { grid-template-columns: repeat(auto-fill, minmax(5.2rem, 1fr)); }
  .counts { font-size: .92rem; }
  .verdict { flex-direction: column; align-items: flex-start; }
}
`;
