/** The page's style: both themes, wide and narrow, no fonts to load. */
export const style = `
:root {
  --ground: #f4f7f9; --card: #ffffff; --sunk: #eef3f6; --line: #d9e2e8; --ink: #10202f; --soft: #51657a;
  --accent: #0a7068; --accent-ink: #ffffff; --focus: #0a7068;
  --get: #0a66aa; --post: #12703a; --put: #92530a; --patch: #7c3aed; --delete: #c02626; --other: #51657a;
  --json-key: #0b5c94; --json-text: #176b3a; --json-number: #9a4a06; --json-word: #7c3aed;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0b131c; --card: #121d29; --sunk: #0e1822; --line: #253443; --ink: #e4ecf3; --soft: #9aafc2;
    --accent: #2dd4bf; --accent-ink: #04201d; --focus: #5eead4;
    --get: #5cb6f2; --post: #4ade80; --put: #f5b14c; --patch: #b79bfb; --delete: #fb8080; --other: #9aafc2;
    --json-key: #7cc4f5; --json-text: #86d9a5; --json-number: #f5b87a; --json-word: #c4b0fc;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0; display: grid; grid-template-columns: 19rem minmax(0, 1fr); min-height: 100vh;
  background: var(--ground); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
h1, h2, h3, h4, p, ul, dl, pre { margin: 0; padding: 0; }
ul { list-style: none; }
a { color: var(--accent); }
code, pre, textarea, kbd { font-family: var(--mono); font-size: .9em; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 1rem; z-index: 9; background: var(--card); padding: .5rem 1rem; }

aside {
  position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.5rem 1.25rem;
  background: var(--card); border-right: 1px solid var(--line); scrollbar-width: thin;
}
.brand { display: flex; gap: .7rem; align-items: flex-start; }
.brand img { flex: none; margin-top: .1rem; }
.brand h1 { font-size: 1.15rem; line-height: 1.3; overflow-wrap: anywhere; }
.brand p { color: var(--soft); font-size: .8rem; overflow-wrap: anywhere; }
.search { position: relative; margin: 1.25rem 0 .5rem; }
.search kbd {
  position: absolute; right: .6rem; top: 50%; transform: translateY(-50%); padding: 0 .4rem;
  border: 1px solid var(--line); border-radius: 4px; color: var(--soft); font-size: .75rem; pointer-events: none;
}
.search input:focus + kbd, .search input:not(:placeholder-shown) + kbd { display: none; }
input, select, textarea {
  width: 100%; padding: .5rem .7rem; color: inherit; background: var(--sunk);
  border: 1px solid var(--line); border-radius: 7px; font-size: .9rem; line-height: 1.45;
}
input, select { font-family: inherit; min-height: 2.35rem; }
input::placeholder { color: var(--soft); opacity: .85; }
textarea { display: block; resize: vertical; font-size: .82rem; tab-size: 2; white-space: pre; overflow-x: auto; }
[aria-invalid] { border-color: var(--delete); box-shadow: 0 0 0 1px var(--delete); }
nav h2 { margin: 1.1rem 0 .3rem; font-size: .74rem; letter-spacing: .07em; text-transform: uppercase; color: var(--soft); }
nav a {
  display: flex; gap: .55rem; align-items: baseline; padding: .28rem .5rem; margin: 0 -.5rem; border-radius: 6px;
  color: inherit; text-decoration: none; font: .82rem/1.4 var(--mono); overflow-wrap: anywhere;
}
nav a:hover, nav a[aria-current] { background: var(--sunk); }
nav a[aria-current] { box-shadow: inset 2px 0 var(--accent); }
nav .method { min-width: 3.1rem; background: none; padding: 0; font-size: .68rem; }
em { font-style: normal; color: var(--accent); }

main { padding: 2rem clamp(1rem, 3vw, 3rem) 5rem; max-width: 92rem; }
main > header { display: grid; gap: .5rem; max-width: 46rem; }
.tag > h2 { margin: 2rem 0 .7rem; font-size: 1.15rem; }
main > header:empty + .tag > h2, .tag:first-of-type > h2 { margin-top: 1.4rem; }
.tag > h2::first-letter { text-transform: uppercase; }
.prose { white-space: pre-line; overflow-wrap: anywhere; color: var(--soft); }
.prose code { padding: .1em .3em; border-radius: 4px; background: var(--sunk); color: var(--ink); }
#state { color: var(--soft); padding: 2rem 0; }
.notice { padding: 2rem; }

.method {
  --tone: var(--other); flex: none; min-width: 4.2rem; padding: .18rem .5rem; border-radius: 5px; text-align: center;
  font: 700 .74rem/1.5 var(--mono); letter-spacing: .03em; color: var(--tone);
  background: color-mix(in srgb, var(--tone) 13%, transparent);
}
nav .method { text-align: left; }
.method.get { --tone: var(--get); } .method.post { --tone: var(--post); } .method.put { --tone: var(--put); }
.method.patch { --tone: var(--patch); } .method.delete { --tone: var(--delete); }

.operation { margin-bottom: .6rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.operation[open] { box-shadow: 0 4px 20px -12px rgb(0 0 0 / .35); }
.operation > summary {
  display: flex; flex-wrap: wrap; gap: .3rem .9rem; align-items: center; padding: .7rem 1rem; cursor: pointer; list-style: none;
  border-radius: 10px;
}
summary::-webkit-details-marker { display: none; }
.operation > summary::after {
  content: ""; margin-left: auto; width: .5rem; height: .5rem; flex: none; transform: rotate(45deg) translate(-2px, -2px);
  border: solid var(--soft); border-width: 0 2px 2px 0; transition: transform .15s;
}
.operation[open] > summary::after { transform: rotate(225deg) translate(-2px, -2px); }
.operation > summary:hover { background: color-mix(in srgb, var(--sunk) 60%, transparent); }
.path { font-size: .95rem; font-weight: 600; overflow-wrap: anywhere; }
.about { color: var(--soft); }
.inside {
  display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 27rem); border-top: 1px solid var(--line);
}
.told { display: grid; gap: 1.4rem; align-content: start; padding: 1.2rem 1.3rem 1.5rem; }
.try { padding: 1.2rem 1.3rem 1.5rem; border-left: 1px solid var(--line); background: color-mix(in srgb, var(--sunk) 45%, transparent); border-radius: 0 0 10px 0; display: grid; gap: .8rem; align-content: start; }
h4 { margin-bottom: .45rem; font-size: .74rem; letter-spacing: .07em; text-transform: uppercase; color: var(--soft); }
.try h4 { margin: 0; }

.line { display: flex; flex-wrap: wrap; gap: .15rem .7rem; align-items: baseline; }
.fields > li { padding: .5rem 0; border-top: 1px solid var(--line); }
.fields > li:first-child { border-top: 0; padding-top: .2rem; }
.fields .prose { font-size: .88rem; }
.fields .fields { margin: .4rem 0 0 .2rem; padding-left: .9rem; border-left: 2px solid var(--line); }
.name { font-weight: 600; overflow-wrap: anywhere; }
.type { font: .82rem/1.5 var(--mono); color: var(--accent); overflow-wrap: anywhere; }
.where, .media { font-size: .8rem; color: var(--soft); }
.media { font-family: var(--mono); display: flex; gap: .7rem; margin-bottom: .3rem; }
.required { font: 600 .74rem/1.5 system-ui, sans-serif; color: var(--delete); }
.limits { display: flex; flex-wrap: wrap; gap: .1rem .7rem; font-size: .82rem; color: var(--soft); overflow-wrap: anywhere; }
.limits > span { min-width: 0; }
.fold > summary { cursor: pointer; list-style: none; }
.fold > summary::after { content: "+"; color: var(--soft); font: 600 .9rem/1 var(--mono); }
.fold[open] > summary::after { content: "\\2212"; }
.answer-line { padding: .4rem 0; border-top: 1px solid var(--line); }
h4 + .answer-line { border-top: 0; }
.answer-line > .media { margin-top: .4rem; }
.answer-line .line { flex-wrap: nowrap; align-items: baseline; }
.answer-line .fields .line { flex-wrap: wrap; }
.meaning { min-width: 0; flex: 1; font-size: .9rem; }
.status {
  --tone: var(--other); flex: none; padding: .05rem .45rem; border-radius: 5px; font: 700 .8rem/1.6 var(--mono); color: var(--tone);
  background: color-mix(in srgb, var(--tone) 13%, transparent);
}
.s2 { --tone: var(--post); } .s3 { --tone: var(--get); } .s4 { --tone: var(--put); } .s5 { --tone: var(--delete); }

.try, .field, .answer { grid-template-columns: minmax(0, 1fr); }
.field { display: grid; gap: .25rem; }
.field label { display: flex; gap: .6rem; align-items: baseline; }
.field label span { font-size: .78rem; color: var(--soft); }
.curl-head { display: flex; justify-content: space-between; align-items: end; margin-bottom: .3rem; }
pre {
  padding: .7rem .8rem; background: var(--sunk); border: 1px solid var(--line); border-radius: 7px;
  overflow: auto; font-size: .82rem; line-height: 1.5; max-height: 32rem;
}
pre code { font-size: inherit; }
.curl pre { max-height: 12rem; color: var(--soft); }
button { font: inherit; cursor: pointer; border-radius: 7px; border: 1px solid var(--line); background: var(--card); color: inherit; }
.copy { padding: .1rem .6rem; font-size: .78rem; }
.send { padding: .5rem 1.6rem; font-weight: 600; border-color: var(--accent); background: var(--accent); color: var(--accent-ink); }
button:hover { filter: brightness(1.07); }
.actions { display: flex; gap: .9rem; align-items: center; }
.hint { font-size: .8rem; color: var(--soft); }
.answer { display: grid; gap: .5rem; min-width: 0; }
.failed { color: var(--delete); overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .1rem .8rem; padding-top: .4rem; font: .78rem/1.5 var(--mono); }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.json-key { color: var(--json-key); } .json-text { color: var(--json-text); }
.json-number { color: var(--json-number); } .json-word { color: var(--json-word); }

@media (max-width: 75rem) {
  .inside { grid-template-columns: minmax(0, 1fr); }
  .try { border-left: 0; border-top: 1px solid var(--line); border-radius: 0 0 10px 10px; }
}
@media (max-width: 50rem) {
  body { display: block; }
  aside { position: static; height: auto; padding: 1.1rem 1rem .4rem; border-right: 0; border-bottom: 1px solid var(--line); }
  .search { margin: .9rem 0 .6rem; }
  nav, .search kbd { display: none; }
  main { padding-top: 1.2rem; }
  .operation > summary { padding: .65rem .8rem; gap: .3rem .6rem; }
  .operation > summary::after { display: none; }
  .method { min-width: 3.6rem; }
  .about { flex-basis: 100%; font-size: .88rem; }
  .told, .try { padding-inline: .9rem; }
  dl { grid-template-columns: minmax(0, 1fr); } dd { margin-bottom: .3rem; }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
`;
