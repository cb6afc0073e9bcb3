/** Colours of both themes, and what every part shares. */
export const base = `
:root {
  --ground: #f4f7f9; --card: #ffffff; --sunk: #eef3f6; --line: #d9e2e8; --ink: #10202f; --soft: #4d6175;
  --accent: #0a7068; --ok: #12703a; --warn: #8f5208; --bad: #c02626; --info: #0a66aa; --none: #5a6b7b;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0b131c; --card: #121d29; --sunk: #0e1822; --line: #253443; --ink: #e4ecf3; --soft: #9aafc2;
    --accent: #2dd4bf; --ok: #4ade80; --warn: #f5b14c; --bad: #fb8080; --info: #5cb6f2; --none: #8397aa;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 7.5rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1, h2, h3, h4, h5, p, ul, ol, dl, dd, pre, figure { margin: 0; padding: 0; }
ul, ol { list-style: none; }
a { color: var(--accent); overflow-wrap: anywhere; }
code, pre, kbd { font-family: var(--mono); font-size: .88em; }
button, input, select { font: inherit; color: inherit; }
button, select, summary { cursor: pointer; }
summary { list-style: none; }
summary::-webkit-details-marker { display: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
#rules:focus { outline: none; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 1rem; z-index: 9; background: var(--card); padding: .5rem 1rem; }
.top, main, footer { max-width: 72rem; margin: 0 auto; padding: 0 clamp(.8rem, 3vw, 2rem); }
main { padding-bottom: 4rem; }
h2 { margin: 2.4rem 0 .8rem; font-size: 1.25rem; }
h3 { font-size: 1rem; }
footer { padding-bottom: 2rem; color: var(--soft); font-size: .85rem; overflow-wrap: anywhere; }
.ok { --tone: var(--ok); } .warn { --tone: var(--warn); } .bad { --tone: var(--bad); }
.info { --tone: var(--info); } .none, .plain { --tone: var(--none); }
.fail { --tone: var(--bad); } .pass { --tone: var(--ok); } .unclear { --tone: var(--warn); }
.inapplicable { --tone: var(--none); } .broken { --tone: var(--info); }
`;
