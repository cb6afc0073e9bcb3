import { dirname, join } from 'node:path';
import { moduleAt, namesOf } from './module.mjs';

/** Every declaration that some files lead to: what they export, what that names, and so on. Sorted by file and name. */
export function declarations(files) {
  const found = new Map();
  for (const file of files) for (const name of namesOf(file).own) follow(found, file, name);
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, names]) => [
      file,
      [...[...names].sort().map((name) => moduleAt(file).declared.get(name)), ...moduleAt(file).added],
    ]);
}

function follow(found, file, name) {
  const module = moduleAt(file);
  if (!module.declared.has(name)) {
    const handed = module.handed.get(name);
    // Imported first and handed on below, under the same name.
    const elsewhere =
      handed?.file === file && handed.name === name
        ? module.links.get(name)
        : (handed ?? module.links.get(name));
    const next = elsewhere ?? module.all.map((other) => ({ file: other, name })).find((to) => has(to));
    // Another package's, or nobody's: a word of a string or a member.
    if (next?.file !== undefined && (next.file !== file || next.name !== name))
      follow(found, next.file, next.name);
    return;
  }
  const names = found.get(file) ?? found.set(file, new Set()).get(file);
  if (names.has(name)) return;
  names.add(name);
  const text = module.declared.get(name);
  for (const [, from, other] of text.matchAll(/import\("(\.[^"]+)"\)\.(\w+)/g))
    follow(found, join(dirname(file), from).replace(/\.ts$/, '.d.ts'), other);
  for (const word of new Set(text.match(/[A-Za-z_$][\w$]*/g)))
    if (module.declared.has(word) || module.links.has(word)) follow(found, file, word);
}

function has({ file, name }) {
  const { declared, handed } = moduleAt(file);
  return declared.has(name) || handed.has(name);
}
