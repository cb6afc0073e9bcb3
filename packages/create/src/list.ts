import type { Manifest } from './manifest.ts';
import { painter } from './paint.ts';
import { readManifests } from './starters.ts';
import { toolchain, toolchainText, type Found } from './toolchain.ts';

export interface Listed {
  manifest: Manifest;
  tools: readonly Found[];
}

/** Every starter, and what of its toolchain is on this machine. */
export function listed(): Promise<Listed[]> {
  return Promise.all(
    readManifests().map(async (manifest) => ({ manifest, tools: await toolchain(manifest) })),
  );
}

/** For reading: a line per starter. */
export function listText(all: readonly Listed[], stream: NodeJS.WriteStream): string {
  const paint = painter(stream);
  const rows = columns(
    all.map(({ manifest, tools }) => [
      manifest.id,
      manifest.framework,
      manifest.language,
      manifest.bestFor,
      toolchainText(tools),
    ]),
  );
  const missing = all.flatMap(({ tools }) =>
    tools.filter(({ found }) => !found).map(({ install }) => install),
  );
  const lines = rows.map((cells, index) => {
    const [id = '', framework, language, bestFor, tools = ''] = cells;
    const complete = all[index]!.tools.every(({ found }) => found);
    return `  ${paint('cyan', id)}  ${framework}  ${language}  ${bestFor}  ${paint(complete ? 'green' : 'yellow', tools)}`;
  });
  return `${[...lines, ...[...new Set(missing)].map((install) => `\n  ${install}`)].join('\n')}\n`;
}

/** For tools. */
export function listJson(all: readonly Listed[]): string {
  const shown = all.map(({ manifest, tools }) => {
    const { id, framework, language, bestFor, questions } = manifest;
    return {
      id,
      framework,
      language,
      bestFor,
      databases: questions.database,
      extras: questions.extras,
      packageManagers: questions.packageManager ?? [],
      toolchain: tools,
      runsHere: tools.every(({ found }) => found),
    };
  });
  return `${JSON.stringify(shown, null, 2)}\n`;
}

/** Cells as wide as the widest of their column. */
export function columns(rows: readonly (readonly string[])[]): string[][] {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, column) => Math.max(all[column] ?? 0, cell.length)),
    [],
  );
  return rows.map((row) =>
    row.map((cell, column) => cell.padEnd(column === row.length - 1 ? 0 : widths[column]!)),
  );
}
