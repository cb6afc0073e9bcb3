import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const action = readFileSync(new URL('../../../../action.yml', import.meta.url), 'utf8');
/** The last step's script, without its indentation. */
const script = action.slice(action.indexOf('run: |\n') + 'run: |\n'.length).replace(/^ {8}/gm, '');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'action-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the script with an npx that keeps its arguments, writes what it is told to and exits with `code`. */
async function run(inputs: Record<string, string>, code = 0) {
  const npx = join(folder, 'npx');
  writeFileSync(
    npx,
    `#!${process.execPath}
const { writeFileSync } = require('node:fs');
writeFileSync('npx.json', JSON.stringify(process.argv.slice(2)));
const file = (flag) => process.argv.find((word) => word.startsWith(flag)).slice(flag.length);
if (${code} < 2) {
  writeFileSync(file('--html='), 'page');
  writeFileSync(file('--json='), '{"score":{"total":94}}');
}
process.exit(${code});`,
  );
  chmodSync(npx, 0o755);
  const output = join(folder, 'output');
  writeFileSync(output, '');
  const defaults = { COMMAND: '', URL: '', ARGS: '', HTML: 'seaworthy.html', VERSION: 'latest' };
  const given = Object.entries({ ...defaults, ...inputs }).map(
    ([name, value]) => [`INPUT_${name}`, value] as const,
  );
  const env = {
    ...process.env,
    ...Object.fromEntries(given),
    PATH: `${folder}:${process.env['PATH'] ?? ''}`,
    RUNNER_TEMP: folder,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: '/summary.md',
  };
  const status = await new Promise<number>((resolve) => {
    execFile(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
      { cwd: folder, env },
      (error) => resolve(error === null ? 0 : Number(error.code)),
    );
  });
  const words = JSON.parse(readFileSync(join(folder, 'npx.json'), 'utf8')) as string[];
  return { status, words, output: readFileSync(output, 'utf8') };
}

it('checks the folder when it is told nothing', async () => {
  const { words, output, status } = await run({});
  expect(words.map((word) => word.replace(/seaworthy-\d+/, 'n'))).toEqual([
    '--yes',
    'seaworthy@latest',
    'check',
    '--github',
    '--html=seaworthy.html',
    `--json=${folder}/n.json`,
    '--markdown=/summary.md',
  ]);
  expect(output).toBe(`html=${folder}/seaworthy.html\nscore=94\n`);
  expect(status).toBe(0);
});

it('splits flags and command as a shell would, and runs nothing of them', async () => {
  const { words } = await run({
    ARGS: `--env 'GREETING=hello world'\n--level must`,
    COMMAND: `node "my server.js" --say '$(touch owned); \`touch owned\`'`,
  });
  expect(words.slice(7)).toEqual([
    '--env',
    'GREETING=hello world',
    '--level',
    'must',
    '--',
    'node',
    'my server.js',
    '--say',
    '$(touch owned); `touch owned`',
  ]);
});

it('checks a running service', async () => {
  expect((await run({ URL: 'https://example.com' })).words.at(-1)).toBe('https://example.com');
});

it('fails as the check does, with its outputs where there are any', async () => {
  expect(await run({}, 1)).toMatchObject({ status: 1, output: `html=${folder}/seaworthy.html\nscore=94\n` });
  rmSync(join(folder, 'seaworthy.html'));
  expect(await run({ HTML: 'other.html' }, 2)).toMatchObject({ status: 2, output: '' });
});

it('is documented with every input, and its default', () => {
  const guide = readFileSync(new URL('../../../../docs/guides/github-actions.md', import.meta.url), 'utf8');
  const inputs = action.slice(action.indexOf('inputs:'), action.indexOf('outputs:'));
  const told = [...inputs.matchAll(/^ {2}([\w-]+):\n[^]*?^ {4}default: (.*)$/gm)].map(
    ([, name = '', value = '']) => `| \`${name}\` | ${value === "''" ? '' : `\`${value}\` `}|`,
  );
  expect(told).toHaveLength(6);
  for (const row of told) expect(guide).toContain(row);
});
