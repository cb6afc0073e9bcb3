/** The whole style of the pages. Changing it changes the hash in their policy. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fbfcfc;--card:#fff;--ink:#16211f;--quiet:#566562;--line:#dfe7e5;--accent:#0f766e;--soft:#e6f4f1}
@media (prefers-color-scheme:dark){:root{--ground:#0e1514;--card:#151f1d;--ink:#e7efed;--quiet:#9aaba7;--line:#26342f;--accent:#5eead4;--soft:#12302c}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:44rem;margin:0 auto;padding:4rem 1.25rem}
h1{margin:.25rem 0 0;font-size:2.1rem;line-height:1.2;letter-spacing:-.02em;text-wrap:balance}
h2{margin:2rem 0 .4rem;font-size:.8rem;letter-spacing:.06em;text-transform:uppercase;color:var(--quiet)}
p{margin:.4rem 0 0;max-width:60ch}
a{color:var(--accent);text-underline-offset:.2em}
a:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:4px}
code,pre{font:.875rem/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{margin:.5rem 0 0;padding:1rem 1.15rem;overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:10px}
.status{display:inline-block;padding:.1rem .6rem;border-radius:999px;background:var(--soft);color:var(--accent);font-weight:600;font-variant-numeric:tabular-nums}
.code{margin:.3rem 0 0;color:var(--quiet)}
ul{list-style:none;margin:1.5rem 0 0;padding:0;border-top:1px solid var(--line)}
li{border-bottom:1px solid var(--line)}
li a{display:grid;grid-template-columns:3.6rem 1fr;gap:0 1rem;align-items:baseline;padding:.8rem .25rem;color:inherit;text-decoration:none}
li a:hover{background:var(--soft)}
li b{font-weight:600;overflow-wrap:anywhere}
li span:last-child{grid-column:2;color:var(--quiet);font-size:.9375rem}
nav{margin-top:3rem}
`;
