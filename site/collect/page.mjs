import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { root } from './pages.mjs';

/** Text in fences stays as it is, so it is split off first. */
const FENCE = /^( *)```[^]*?^\1```$/gm;

/**
 * A document of the repository as a page of the site: its links lead to pages, or where there is none to the repository at
 * `source`; the name of a rule or of a document is a link; a block's file name becomes its title; comments, which are for tests,
 * are left out.
 */
export function pageFrom(text, from, { pages, source }) {
  const fences = [];
  const prose = text.replace(FENCE, (fence) => `\u0000${fences.push(titled(fence)) - 1}\u0000`);
  return prose
    .replace(/<!--[^]*?-->\n*/g, '')
    .replace(/\]\(([^)\s]+)\)/g, (_all, link) => `](${linked(link, from, pages, source)})`)
    .replace(/(?<!\[)`([\w-]+\/[\w/.-]+)`/g, (span, name) =>
      withLink(span, pages.get(from), pages.get(name) ?? pages.get(`docs/rules/${name}.md`)),
    )
    .replace(/\u0000(\d+)\u0000/g, (_all, at) => fences[at]);
}

function titled(fence) {
  return fence.replace(/^( *```\w+) ([\w.-]+)\n/, '$1 title="$2"\n');
}

function linked(link, from, pages, source) {
  if (/^[a-z]+:/.test(link) || link.startsWith('#')) return link;
  const [path, hash] = link.split('#');
  const target = posix.join(posix.dirname(from), path).replace(/\/$/, '');
  const page = pages.get(target) ?? pages.get(firstIn(target, pages));
  const fragment = hash === undefined ? '' : `#${hash}`;
  if (page !== undefined) return `${relative(pages.get(from), page)}${fragment}`;
  if (target.startsWith('docs/pictures/')) return relative(pages.get(from), target.slice('docs/'.length));
  if (!existsSync(join(root, target)))
    throw new Error(`Expected ${link} in ${from} to be a file, got none at ${target}`);
  return `${source}/blob/HEAD/${target}${fragment}`;
}

function firstIn(folder, pages) {
  return [...pages.keys()].find((path) => path.startsWith(`${folder}/`));
}

/** The name of a rule or of a document leads to its page, except on that page. */
function withLink(span, from, page) {
  return page === undefined || page === from ? span : `[${span}](${relative(from, page)})`;
}

function relative(from, to) {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
