import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { answersTo } from '../src/answers.ts';
import { render } from '../src/render.ts';
import { readManifests, readStarter } from '../src/starters.ts';

const PLACE = mkdtempSync(join(tmpdir(), 'created-'));
const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));
symlinkSync(MODULES, join(PLACE, 'node_modules'));
const run = promisify(execFile);

// Docker, CI and Kubernetes are no code.
const PRODUCTS = readManifests()
  .filter(({ language }) => language === 'TypeScript')
  .flatMap((manifest) =>
    manifest.questions.database.flatMap((database) =>
      [[], ['redis']].map((extras) => {
        const answers = answersTo(manifest, { name: 'my-orders', database, extras });
        return [`${manifest.id}-${database}-${extras.join('') || 'plain'}`, manifest.id, answers] as const;
      }),
    ),
  );

afterAll(() => rmSync(PLACE, { recursive: true, force: true }));

describe.each(PRODUCTS)('%s', (title, id, answers) => {
  it('compiles and is lint-clean', async () => {
    const folder = join(PLACE, title);
    for (const { path, content } of render(readStarter(id), answers)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    expect(await output('tsc', [], folder)).toBe('');
    expect(await output('oxlint', [], folder)).toContain('Found 0 warnings and 0 errors');
  });
});

async function output(command: string, args: string[], cwd: string): Promise<string> {
  try {
    const { stdout } = await run(join(MODULES, '.bin', command), args, { cwd });
    return stdout;
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
