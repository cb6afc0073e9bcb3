import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Recognised } from '../recognise.ts';
import { firstThere, textOf } from './folder.ts';

/** By go.mod: the main package at the root or the only one below cmd/. */
export function go(folder: string): Recognised | undefined {
  const manifest = textOf(folder, 'go.mod');
  if (manifest === '') return undefined;
  const known = /\bgithub\.com\/gin-gonic\/gin\b/.test(manifest) && { framework: 'gin' as const };
  const main = firstThere(folder, ['main.go']) === undefined ? onlyCommand(folder) : '.';
  if (main === undefined)
    return { ...known, assumed: ['go.mod is Go, but there is neither main.go nor one folder in cmd/.'] };
  return {
    ...known,
    command: ['go', 'run', main],
    assumed: [
      `go.mod is Go: \`go run ${main}\` builds and starts it. Give the built program for a faster run.`,
    ],
  };
}

function onlyCommand(folder: string): string | undefined {
  try {
    const commands = readdirSync(join(folder, 'cmd'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    return commands.length === 1 ? `./cmd/${commands[0]!.name}` : undefined;
  } catch {
    return undefined;
  }
}
