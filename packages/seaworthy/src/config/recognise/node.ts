import type { Framework } from '../../engine/rule.ts';
import type { Recognised } from '../recognise.ts';
import { splitCommand } from '../split-command.ts';
import { firstThere, textOf } from './folder.ts';

/** In the order of asking: NestJS depends on Express or Fastify itself. */
const FRAMEWORKS: readonly [string, Framework][] = [
  ['@nestjs/core', 'nestjs'],
  ['fastify', 'fastify'],
  ['express', 'express'],
];

const MANAGERS: readonly [string, string][] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
];

/** By package.json: its `start` script, run without the package manager where that is the same. */
export function node(folder: string): Recognised | undefined {
  const manifest = read(folder);
  if (manifest === undefined) return undefined;
  const dependencies = { ...manifest.devDependencies, ...manifest.dependencies };
  const [, framework] = FRAMEWORKS.find(([name]) => dependencies[name] !== undefined) ?? [];
  const known = framework !== undefined && { framework };
  const { start, prestart } = manifest.scripts ?? {};
  if (start === undefined) return { ...known, assumed: ['package.json has no start script.'] };
  if (/^node\s[^|&;<>$`*?(){}~]+$/.test(start) && prestart === undefined)
    return {
      ...known,
      command: splitCommand(start),
      assumed: [`The service is started by \`${start}\`, the start script of package.json.`],
    };
  const lock = firstThere(
    folder,
    MANAGERS.map(([file]) => file),
  );
  const [, manager] = MANAGERS.find(([file]) => file === lock) ?? ['', 'npm'];
  return {
    ...known,
    command: [manager, 'start'],
    assumed: [`The service is started by \`${manager} start\`, which runs \`${start}\`.`],
  };
}

interface Manifest {
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

function read(folder: string): Manifest | undefined {
  try {
    return JSON.parse(textOf(folder, 'package.json')) as Manifest;
  } catch {
    return undefined;
  }
}
