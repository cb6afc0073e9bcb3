import type { CatalogueEntry } from '../catalogue.ts';
import { escaped } from './escaped.ts';
import { frame } from './frame.ts';

/** The page of all errors; `path` is its own, which the others are below. */
export function listPage(entries: readonly CatalogueEntry[], path: string): string {
  return frame(
    'Errors of this service',
    `<h1>Errors of this service</h1>
<p>Every error answer names its kind in <code>type</code> and <code>code</code>. Programs should look at those, never at the texts.</p>
<ul>
${entries.map((entry) => row(entry, path)).join('\n')}
</ul>`,
  );
}

function row({ code, slug, status, meaning }: CatalogueEntry, path: string): string {
  return `<li><a href="${escaped(`${path}/${slug}`)}"><span class="status">${status}</span><b>${escaped(code)}</b><span>${escaped(meaning)}</span></a></li>`;
}
