import { readdirSync, readFileSync } from 'node:fs';

/** The links in a folder of pages that lead to an id which their page does not have, a sentence for each. */
export function deadFragments(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith('.html'));
  const pages = new Map(files.map((path) => [`/${path}`, readFileSync(new URL(path, folder), 'utf8')]));
  return [...pages].flatMap(([path, html]) =>
    Array.from(html.matchAll(/ href="([^"]*#[^"]+)"/g), ([, link]) => new URL(link, `http://site${path}`))
      .filter(({ host }) => host === 'site')
      .filter(({ pathname, hash }) => !holds(pages.get(fileOf(pathname)), decodeURIComponent(hash.slice(1))))
      .map(({ pathname, hash }) => `${path}: expected ${pathname} to have ${hash}, got a page without`),
  );
}

function fileOf(pathname) {
  if (pathname.endsWith('/')) return `${pathname}index.html`;
  return pathname.endsWith('.html') ? pathname : `${pathname}.html`;
}

function holds(html, id) {
  return html !== undefined && html.includes(` id="${id.replaceAll('&', '&amp;')}"`);
}
