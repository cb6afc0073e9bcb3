import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const modules = new Map();
/** The compiler begins statements, and nothing else, in the first column. */
const STATEMENT = /^(?=export |declare |import |interface |type |abstract )/m;
const NAMED =
  /^(?:export )?(?:default )?(?:declare )?(?:abstract )?(?:function|const|let|class|interface|type|enum) ([\w$]+)/;

/**
 * What a `.d.ts` file says, without comments: what it declares, by name; where other names come from, `links`; what it hands
 * on under which name, `handed`; which files it hands on whole, `all`; and what it adds to other modules, `added`.
 */
export function moduleAt(file) {
  if (!modules.has(file)) modules.set(file, read(file));
  return modules.get(file);
}

/** The names that an entry point exports, sorted, and the files of which it exports everything. */
export function namesOf(file) {
  const { exported, handed, all } = moduleAt(file);
  return { own: [...new Set([...exported, ...handed.keys()])].sort(), all };
}

function read(file) {
  const module = {
    declared: new Map(),
    links: new Map(),
    exported: [],
    handed: new Map(),
    all: [],
    added: [],
  };
  const text = readFileSync(file, 'utf8').replace(/^[ \t]*\/\*\*.*?\*\/\n/gms, '');
  const path = (from) =>
    from.startsWith('.') ? join(dirname(file), from).replace(/(?:\.d)?\.ts$/, '.d.ts') : undefined;
  for (const statement of text.split(STATEMENT).map((part) => part.trim())) {
    const [, list, from] =
      /^(?:import|export) (?:type )?(.*?) ?(?:from ["'](.+)["'])?;$/s.exec(statement) ?? [];
    const target = from && path(from);
    if (/^declare (?:module|global)\b/.test(statement)) module.added.push(statement);
    else if (NAMED.test(statement)) declare(module, statement);
    else if (list === '*') module.all.push(target ?? from);
    else if (/^export (?:type )?\{/.test(statement))
      for (const [name, as] of pairs(list)) module.handed.set(as, { file: from ? target : file, name });
    else if (statement.startsWith('export default'))
      module.handed.set('default', { file, name: list.split(' ')[1] });
    else if (target !== undefined)
      for (const [name, as] of pairs(list)) module.links.set(as, { file: target, name });
  }
  return module;
}

function declare(module, statement) {
  const [, name] = NAMED.exec(statement);
  // Overloads, and an interface beside a constant, are one name.
  module.declared.set(name, [module.declared.get(name), statement].filter(Boolean).join('\n'));
  if (statement.startsWith('export '))
    module.exported.push(statement.startsWith('export default') ? 'default' : name);
}

/** `{ a, type b as c }`, `a` for a default: what they are called there, and here. */
function pairs(list) {
  if (!list.startsWith('{')) return list.startsWith('*') || list === '' ? [] : [['default', list]];
  return list
    .slice(1, -1)
    .split(',')
    .map((part) => part.trim().replace(/^type /, ''))
    .filter(Boolean)
    .map((part) => [part.split(' as ')[0], part.split(' as ').at(-1)]);
}
