import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from './config.ts';
import { schema } from './schema.ts';
import { mistakes } from './validate.ts';

/** The configuration cannot be used; the message says where and what to write instead. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

export interface LoadedConfig {
  /** Absolute. */
  file: string;
  /** What relative paths in the configuration are relative to. */
  folder: string;
  config: Config;
}

const NAMES = ['ts', 'mjs', 'js', 'json'].map((extension) => `seaworthy.config.${extension}`);

/** The configuration in `folder`, or the one in `file`; `undefined` when the folder has none. */
export async function loadConfig(folder: string, file?: string): Promise<LoadedConfig | undefined> {
  const found =
    file === undefined ? NAMES.map((name) => join(folder, name)).filter(existsSync) : [resolve(folder, file)];
  const [first, second] = found;
  if (first === undefined) return undefined;
  if (second !== undefined)
    throw new ConfigError(`There are ${found.map((one) => basename(one)).join(' and ')}; keep one of them.`);
  if (!existsSync(first)) throw new ConfigError(`There is no ${file} in ${folder}.`);
  const value = first.endsWith('.json') ? parse(first) : await run(first);
  return { file: first, folder: dirname(first), config: validated(value, basename(first)) };
}

/** `value` as a configuration; throws a {@link ConfigError} that names every mistake. `name` says whose they are. */
export function validated(value: unknown, name: string): Config {
  const wrong = mistakes(schema, value);
  const { command, url } = (value ?? {}) as Config;
  if (command !== undefined && url !== undefined)
    wrong.push(
      'command and url exclude each other: keep command to start the service, url to check a running one.',
    );
  if (url !== undefined && URL.canParse(url) && new URL(url).pathname !== '/')
    wrong.push(
      `url: expected an origin such as ${new URL(url).origin}, got a path too; tell paths in routes and health.`,
    );
  if (wrong.length > 0) throw new ConfigError(`${name}: ${wrong.join(`\n${name}: `)}`);
  return value as Config;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    throw new ConfigError(`${basename(file)} is not JSON: ${(error as Error).message}`);
  }
}

async function run(file: string): Promise<unknown> {
  const name = basename(file);
  if (name.endsWith('.ts') && !importsTypeScript())
    throw new ConfigError(
      `${name} needs Node 22.18 or newer, which imports TypeScript; this is ${process.versions.node}. ` +
        `Rename it to seaworthy.config.mjs, without types.`,
    );
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(file).href)) as { default?: unknown };
  } catch (error) {
    throw new ConfigError(`${name} cannot be imported: ${(error as Error).message}`);
  }
  if (module.default === undefined)
    throw new ConfigError(
      `${name} has no default export; write: export default { command: 'node server.js' }`,
    );
  return module.default;
}

function importsTypeScript(): boolean {
  const features = process.features as { typescript?: unknown };
  return features.typescript !== undefined && features.typescript !== false;
}
