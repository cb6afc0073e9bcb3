import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FRAMEWORKS, TOPICS, type Rule } from '../engine/rule.ts';
import { ConfigError } from './load.ts';

/** The rules in the user's modules: each exports one by default, or several in a list. */
export async function ownRules(patterns: readonly string[], folder: string): Promise<Rule[]> {
  const files = [...new Set(patterns.flatMap((pattern) => matches(pattern, folder)))];
  const loaded = await Promise.all(files.map(load));
  const rules = loaded.flat();
  const twice = rules.find(({ id }, index) => rules.findIndex((rule) => rule.id === id) !== index);
  if (twice !== undefined)
    throw new ConfigError(`Two of your rules have the id ${twice.id}; give one of them another.`);
  return rules;
}

/** A path, or a path whose last part is a glob. */
function matches(pattern: string, folder: string): string[] {
  const path = resolve(folder, pattern);
  const parent = dirname(path);
  const name = path.slice(parent.length + 1);
  if (!name.includes('*')) {
    if (!existsSync(path)) throw new ConfigError(`rules: there is no ${pattern} in ${folder}.`);
    return [path];
  }
  const glob = new RegExp(`^${name.split('*').map(literal).join('.*')}$`);
  const found = existsSync(parent) ? readdirSync(parent).filter((file) => glob.test(file)) : [];
  if (found.length === 0) throw new ConfigError(`rules: ${pattern} matches no file in ${folder}.`);
  return found.sort().map((file) => join(parent, file));
}

function literal(text: string): string {
  return text.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
}

async function load(file: string): Promise<Rule[]> {
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(file).href)) as { default?: unknown };
  } catch (error) {
    throw new ConfigError(`${file} cannot be imported: ${(error as Error).message}`);
  }
  const exported = Array.isArray(module.default) ? (module.default as unknown[]) : [module.default];
  for (const one of exported) {
    const wrong = mistake(one as Partial<Rule> | undefined);
    if (wrong !== undefined)
      throw new ConfigError(
        `${file}: ${wrong}. Make it with rule({ … }) from 'seaworthy/rule' and export it by default.`,
      );
  }
  return exported as Rule[];
}

function mistake(rule: Partial<Rule> | undefined): string | undefined {
  if (typeof rule !== 'object' || rule === null) return 'expected a rule as default export, got none';
  const { id, level, uses } = rule;
  if (typeof id !== 'string' || !TOPICS.some((topic) => id.startsWith(`${topic}/`)))
    return `expected an id that begins with a topic (${TOPICS.join(', ')}), got ${JSON.stringify(id)}`;
  if (level !== 'must' && level !== 'should' && level !== 'may')
    return `expected level must, should or may, got ${JSON.stringify(level)}`;
  if (typeof rule.judge !== 'function') return `${id} has no judge function`;
  if (typeof uses !== 'object' || uses === null || Object.keys(uses).length === 0)
    return `${id} uses no experiment`;
  const silent = (['title', 'why', 'source'] as const).find((key) => typeof rule[key] !== 'string');
  if (silent !== undefined) return `${id} has no ${silent}`;
  const unmended = (['any', ...FRAMEWORKS] as const).find((name) => typeof rule.fix?.[name] !== 'string');
  return unmended === undefined ? undefined : `${id} has no fix for ${unmended}`;
}
