import type { CatalogueEntry } from '../catalogue.ts';
import { escaped } from './escaped.ts';
import { frame } from './frame.ts';

/** The page of one error: what it means, what to do, and how the answer looks. */
export function errorPage(
  { code, status, title, meaning, action }: CatalogueEntry,
  type: string,
  list: string,
): string {
  const example = JSON.stringify({ type, title, status, code, requestId: '…' }, null, 2);
  return frame(
    `${code}: ${title}`,
    `<span class="status">${status}</span>
<h1>${escaped(title)}</h1>
<p class="code"><code>${escaped(code)}</code></p>
<h2>What it means</h2>
<p>${escaped(meaning)}</p>
<h2>What to do</h2>
<p>${escaped(action)}</p>
<h2>How the answer looks</h2>
<pre tabindex="0"><code>${escaped(example)}</code></pre>
<nav><a href="${escaped(list)}">All errors of this service</a></nav>`,
  );
}
