import type { Manifest } from './manifest.ts';
import { painter, type Paint } from './paint.ts';
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

/** For reading: a line per starter, and how to get what is missing. */
export function listText(all: readonly Listed[], stream: NodeJS.WriteStream): string {
  const ids = columns(all.map(({ manifest }) => [manifest.id, '']));
  const lines = rows(all, stream, (ids[0]?.[0]?.length ?? 0) + 4, painter(stream)).map(
    (row, index) => `  ${painter(stream)('cyan', ids[index]![0]!)}  ${row}`,
  );
  const missing = all.flatMap(({ tools }) =>
    tools.filter(({ found }) => !found).map(({ install }) => install),
  );
  return `${[...lines, ...[...new Set(missing)].map((install) => `\n  ${install}`)].join('\n')}\n`;
}

/**
 * Framework, language, what was found and what it is best for, of each starter, beneath each other; on a terminal never
 * wider than what is left of it beside `beside` other characters.
 */
export function rows(
  all: readonly Listed[],
  stream: NodeJS.WriteStream,
  beside: number,
  paint: Paint = (_, text) => text,
): string[] {
  const table = columns(
    all.map(({ manifest: { framework, language, bestFor }, tools }) => [
      framework,
      language,
      toolchainText(tools),
      bestFor,
    ]),
  );
  return table.map(([framework = '', language = '', found = '', bestFor = ''], index) => {
    const before = `${framework}  ${language}  ${found}  `;
    const room = (stream.isTTY ? stream.columns : Infinity) - beside - before.length;
    const complete = all[index]!.tools.every((tool) => tool.found);
    const said = bestFor.length <= room ? bestFor : `${bestFor.slice(0, Math.max(0, room - 1)).trimEnd()}…`;
    return `${framework}  ${language}  ${paint(complete ? 'green' : 'yellow', found)}  ${paint('dim', said)}`;
  });
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

/** Cells as wide as the widest of their column, but for the last one. */
function columns(table: readonly (readonly string[])[]): string[][] {
  const widths = table.reduce<number[]>(
    (all, row) => row.map((cell, column) => Math.max(all[column] ?? 0, cell.length)),
    [],
  );
  return table.map((row) =>
    row.map((cell, column) => cell.padEnd(column === row.length - 1 ? 0 : widths[column]!)),
  );
}
