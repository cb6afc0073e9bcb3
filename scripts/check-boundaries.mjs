// Checks that every relative import stays within what boundaries.txt allows. Exit 1 names each import that does not.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const rules = readFileSync(join(root, 'boundaries.txt'), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => {
    const [folder, allowed] = line.split(':');
    return { folder: folder.trim(), allowed: allowed.trim().split(/\s+/).filter(Boolean) };
  })
  // The most specific folder speaks first.
  .sort((a, b) => b.folder.length - a.folder.length);

const IMPORT = /^(?:import|export)\s(?:[^'"]*?\sfrom\s)?['"](\.[^'"]+)['"]/gm;
const offences = [];
for (const file of sources()) {
  const rule = rules.find(({ folder }) => file.startsWith(folder + '/'));
  if (rule === undefined) {
    offences.push(`${file}: its folder is not in boundaries.txt; add it there`);
    continue;
  }
  const source = readFileSync(join(root, file), 'utf8');
  for (const [, specifier] of source.matchAll(IMPORT)) {
    const target = relative(root, join(root, dirname(file), specifier))
      .split(sep)
      .join('/');
    if (target.startsWith(rule.folder + '/') || rule.allowed.includes('*')) continue;
    const base = rule.folder.slice(0, rule.folder.lastIndexOf('/'));
    if (
      rule.allowed.some(
        (allowed) => target === `${base}/${allowed}` || target.startsWith(`${base}/${allowed}/`),
      )
    )
      continue;
    offences.push(
      `${file} imports ${target}; ${rule.folder} may import: ${rule.allowed.join(', ') || 'nothing else'}`,
    );
  }
}
for (const offence of offences) console.error(offence);
if (offences.length > 0) process.exitCode = 1;

/** Every source file of every package, as a path from the root with forward slashes. */
function sources() {
  return readdirSync(join(root, 'packages')).flatMap((name) => {
    const source = join(root, 'packages', name, 'src');
    return readdirSync(source, { recursive: true })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => relative(root, join(source, file)).split(sep).join('/'));
  });
}
