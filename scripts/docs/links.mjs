import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The relative links of a document that lead nowhere: no such file, or no such heading in it. */
export function brokenLinks(root, path) {
  const text = readFileSync(join(root, path), 'utf8').replace(/```.*?```/gs, '');
  return Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, link]) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [target, heading] = link.split('#');
      const file = target === '' ? join(root, path) : join(root, dirname(path), target);
      if (!existsSync(file)) return true;
      return heading !== undefined && (statSync(file).isDirectory() || !headings(file).includes(heading));
    });
}

/** As GitHub makes them. */
function headings(file) {
  return Array.from(readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm), ([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}
