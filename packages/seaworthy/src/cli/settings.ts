import { resolve } from 'node:path';
import type { CheckOptions } from '../check.ts';
import type { Config, DependencyConfig } from '../config/config.ts';
import { loadConfig, validated } from '../config/load.ts';
import { recognise } from '../config/recognise.ts';
import { entryFramework } from '../config/recognise/entry.ts';
import { splitCommand } from '../config/split-command.ts';
import type { Framework } from '../engine/rule.ts';
import { last, list, type Arguments } from './arguments.ts';
import { UsageError } from './usage-error.ts';

/** What to check and how, from the command line, the configuration and the folder, in this order. */
export interface Settings {
  config: Config;
  folder: string;
  options: Pick<CheckOptions, 'allowWrites' | 'mine' | 'slow' | 'jobs' | 'bootTimeout'> & {
    framework?: Framework;
  };
  /** Sentences: what was guessed. */
  assumed: string[];
}

export async function settings(
  args: Arguments,
  cwd: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Settings> {
  const loaded = await loadConfig(cwd, last(args, 'config'));
  const folder = loaded?.folder ?? cwd;
  const subject = subjectOf(args);
  const { command, url, cwd: configured, ...rest } = loaded?.config ?? {};
  const target = subject ?? { ...(command !== undefined && { command }), ...(url !== undefined && { url }) };
  const recognised = recognise(cwd);
  const guessed = target.command === undefined && target.url === undefined;
  if (guessed && recognised?.command === undefined)
    throw new UsageError(nothingToStart(cwd, recognised?.assumed ?? []));
  const flags = fromFlags(args, environment);
  // Who types a command means it from here.
  const place = subject === undefined ? configured : cwd;
  const config = validated(
    {
      ...rest,
      ...(place !== undefined && { cwd: place }),
      ...target,
      ...(guessed && { command: recognised!.command }),
      ...flags,
      ...((rest.env ?? flags.env) && { env: { ...rest.env, ...flags.env } }),
      ...((rest.dependencies ?? flags.dependencies) && {
        dependencies: merged(rest.dependencies, flags.dependencies),
      }),
    },
    'the command line',
  );
  const framework = frameworkOf(config, folder, recognised?.framework);
  return {
    config,
    folder,
    options: {
      allowWrites: args.values['allow-writes'] !== undefined,
      mine: args.values['i-own-this'] !== undefined,
      ...(args.values['slow'] !== undefined && { slow: true }),
      ...whole(args, 'jobs', (jobs) => ({ jobs })),
      ...whole(args, 'timeout', (seconds) => ({ bootTimeout: seconds * 1000 })),
      ...(framework !== undefined && { framework }),
    },
    assumed: guessed ? recognised!.assumed : [],
  };
}

function frameworkOf(
  { command, cwd = '.' }: Config,
  folder: string,
  dependedUpon: Framework | undefined,
): Framework | undefined {
  if (command === undefined) return undefined;
  const words = typeof command === 'string' ? splitCommand(command) : command;
  const imported = entryFramework(words, resolve(folder, cwd));
  return imported === 'other' ? undefined : (imported ?? dependedUpon);
}

function subjectOf({ positionals, rest }: Arguments): Config | undefined {
  const [first, ...more] = positionals;
  if (rest !== undefined) {
    if (first !== undefined)
      throw new UsageError(`Expected one service: either ${first} or the command behind --.`);
    if (rest.length === 0)
      throw new UsageError('Expected a command behind --, got none: seaworthy check -- node server.js');
    return { command: rest };
  }
  if (first === undefined) return undefined;
  if (!/^https?:\/\//.test(first))
    throw new UsageError(
      `Expected a URL, or -- and a command, got ${first}. Did you mean: seaworthy check -- ${positionals.join(' ')}`,
    );
  if (more.length > 0) throw new UsageError(`Expected one URL, got ${positionals.join(' and ')}.`);
  return { url: first };
}

function fromFlags(args: Arguments, environment: Readonly<Record<string, string | undefined>>): Config {
  const only = list(args, 'only');
  const skip = list(args, 'skip');
  const [level, preset] = [last(args, 'level'), last(args, 'preset')] as [Config['level'], Config['preset']];
  const env = args.values['env']?.map((given) => pair('--env', given));
  const dependencies = args.values['dependency']?.map((given) => dependency(given, environment));
  return {
    ...(only !== undefined && { only }),
    ...(skip !== undefined && { skip }),
    ...(level !== undefined && { level }),
    ...(preset !== undefined && { preset }),
    ...(env !== undefined && { env: Object.fromEntries(env) }),
    ...(dependencies !== undefined && { dependencies: Object.fromEntries(dependencies) }),
    ...whole(args, 'port', (port) => ({ port })),
  };
}

function pair(flag: string, given: string): [string, string] {
  const at = given.indexOf('=');
  if (at < 1) throw new UsageError(`Expected ${flag} NAME=value, got ${given}.`);
  return [given.slice(0, at), given.slice(at + 1)];
}

function dependency(
  given: string,
  environment: Readonly<Record<string, string | undefined>>,
): [string, string] {
  if (given.includes('=')) return pair('--dependency', given);
  const value = environment[given];
  if (value === undefined || value === '')
    throw new UsageError(
      `--dependency ${given} means its current value, but ${given} is not set. ` +
        `Set it, or write --dependency ${given}=embedded for a PostgreSQL of the run.`,
    );
  return [given, value];
}

/** A value given on the command line replaces the address, not what the configuration says about it. */
function merged(
  configured: Record<string, DependencyConfig> = {},
  given: Record<string, DependencyConfig> = {},
): Record<string, DependencyConfig> {
  const all = { ...configured };
  for (const [name, url] of Object.entries(given) as [string, string][]) {
    const before = configured[name];
    all[name] = typeof before === 'object' ? { ...before, url } : url;
  }
  return all;
}

function whole<Result>(args: Arguments, name: string, use: (value: number) => Result): Result | undefined {
  const given = last(args, name);
  if (given === undefined) return undefined;
  if (!/^\d+$/.test(given) || Number(given) === 0)
    throw new UsageError(`--${name}: expected a whole number above 0, got ${given}.`);
  return use(Number(given));
}

function nothingToStart(cwd: string, assumed: readonly string[]): string {
  return [
    `Nothing in ${cwd} says how to start a service.`,
    ...assumed,
    'Give a command (seaworthy check -- node server.js), a URL, or a seaworthy.config.mjs.',
  ].join(' ');
}
