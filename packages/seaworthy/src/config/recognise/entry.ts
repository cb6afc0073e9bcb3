import type { Framework } from '../../engine/rule.ts';
import { textOf } from './folder.ts';

/** `undefined`: a framework for which no rule has advice of its own. */
const IMPORTED: Readonly<Record<string, Framework | undefined>> = {
  '@nestjs/core': 'nestjs',
  fastify: 'fastify',
  express: 'express',
  koa: undefined,
  hono: undefined,
  '@hono/node-server': undefined,
  '@hapi/hapi': undefined,
  restify: undefined,
  polka: undefined,
};

/**
 * The framework that the started file imports, which is surer than what the folder depends on. `'other'` when it is
 * one that the rules have no advice for; `undefined` when the file does not say.
 */
export function entryFramework(command: readonly string[], folder: string): Framework | 'other' | undefined {
  const file = command.slice(1).find((part) => /\.([cm]?[jt]s)$/.test(part));
  const source = file === undefined ? '' : textOf(folder, file);
  const imports = source.matchAll(
    /(?:\bfrom\s*|\bimport\s*|\brequire\s*\(\s*|\bimport\s*\(\s*)['"]([^'"]+)['"]/g,
  );
  for (const [, name = ''] of imports) if (Object.hasOwn(IMPORTED, name)) return IMPORTED[name] ?? 'other';
  return undefined;
}
