/** The rules, folded and unfolded. */
export const finding = `
.group h3 { margin: 1.4rem 0 .6rem; }
.amount { margin-left: .3rem; padding: .05rem .5rem; border-radius: 99px; background: var(--line); font-size: .82rem; font-weight: 500; }
.finding { margin-bottom: .35rem; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 8px; }
.finding.spared { border-left-color: var(--none); }
.finding > summary { display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: baseline; padding: .55rem .9rem; border-radius: 8px; }
.finding > summary:hover { background: color-mix(in srgb, var(--sunk) 60%, transparent); }
.mark { color: var(--tone); font-weight: 700; }
.finding > summary .mark { width: 1rem; text-align: center; }
.level { width: 3.6rem; font: 700 .72rem/1.5 var(--mono); letter-spacing: .04em; text-transform: uppercase; color: var(--soft); }
.fail .level.must { color: var(--bad); }
.fail .level.should { color: var(--warn); }
.what { flex: 1 1 14rem; min-width: 0; display: flex; flex-wrap: wrap; gap: 0 .8rem; align-items: baseline; }
.title { font-weight: 550; }
.pass .title, .inapplicable .title { font-weight: 400; }
.id { color: var(--soft); font-size: .8rem; overflow-wrap: anywhere; }
.tags { display: flex; gap: .35rem; flex-wrap: wrap; }
.tag { padding: .05rem .5rem; border: 1px solid var(--line); border-radius: 99px; color: var(--soft); font-size: .76rem; }
.inside { padding: .3rem 1.2rem 1.1rem; border-top: 1px solid var(--line); }
.inside > p { margin-top: .7rem; max-width: 46rem; }
.inside h4 { margin: 1.2rem 0 .45rem; font-size: .74rem; letter-spacing: .07em; text-transform: uppercase; color: var(--soft); }
.told { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); gap: .6rem; margin-top: .9rem; }
.told > div { padding: .55rem .8rem; background: var(--sunk); border-radius: 7px; border-left: 3px solid var(--line); overflow-wrap: anywhere; }
.told .expected { border-left-color: var(--ok); }
.told .actual { border-left-color: var(--bad); }
dt { font-size: .74rem; letter-spacing: .05em; text-transform: uppercase; color: var(--soft); }
.spare { color: var(--warn); }
.evidence > li { padding: .25rem 0; font: .85rem/1.5 var(--mono); overflow-wrap: anywhere; }
.evidence time { color: var(--soft); }
.evidence .note { font-family: inherit; }
.exchange > summary::before { content: "+ "; color: var(--soft); }
.exchange[open] > summary::before { content: "− "; }
.tone { color: var(--tone); }
.both { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .7rem; margin: .4rem 0 .5rem; }
h5 { font: 600 .78rem/1.6 system-ui, sans-serif; color: var(--soft); }
h5 em { color: var(--bad); font-style: normal; }
pre { padding: .7rem .8rem; background: var(--sunk); border: 1px solid var(--line); border-radius: 7px; overflow-x: auto; max-height: 24rem; font-size: .8rem; line-height: 1.5; }
.both pre { white-space: pre-wrap; overflow-wrap: anywhere; }
pre i { font-style: normal; color: var(--info); }
pre.none b { color: var(--bad); }
.snippet { position: relative; }
.snippet .copy { position: absolute; right: .45rem; top: .45rem; }
.snippet pre { padding-right: 5rem; }
[role=tablist] { display: flex; flex-wrap: wrap; gap: .1rem; border-bottom: 1px solid var(--line); }
[role=tab] { padding: .3rem .7rem; background: none; border: 0; border-bottom: 2px solid transparent; font-size: .86rem; color: var(--soft); }
[role=tab]:hover { color: var(--ink); }
[role=tab][aria-selected=true] { color: var(--ink); border-bottom-color: var(--accent); font-weight: 600; }
.fixes section { padding: .6rem .1rem; max-width: 46rem; }
.fixes code, .fix code, .why code { padding: .1em .3em; border-radius: 4px; background: var(--sunk); overflow-wrap: anywhere; }
.origin { color: var(--soft); font-size: .84rem; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  .both { grid-template-columns: minmax(0, 1fr); }
  .inside { padding: .3rem .8rem 1rem; }
  .finding > summary { padding: .55rem .6rem; }
  .what { flex-basis: 100%; order: 3; }
  .tags { margin-left: auto; }
}
`;
