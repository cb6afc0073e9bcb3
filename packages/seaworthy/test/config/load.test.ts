import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigError, loadConfig } from '../../src/config/load.ts';
import { splitCommand } from '../../src/config/split-command.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'seaworthy-config-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

test('a folder without a configuration has none', async () => {
  expect(await loadConfig(folder)).toBeUndefined();
});

test.each([
  ['seaworthy.config.json', '{ "port": 3000 }'],
  ['seaworthy.config.mjs', 'export default { port: 3000 }'],
])('%s is read', async (name, text) => {
  write(name, text);
  expect(await loadConfig(folder)).toEqual({ file: join(folder, name), folder, config: { port: 3000 } });
});

const able = Boolean((process.features as { typescript?: unknown }).typescript);

test.runIf(able)('a TypeScript configuration is read', async () => {
  write('seaworthy.config.ts', 'const port: number = 3000;\nexport default { port };\n');
  expect((await loadConfig(folder))?.config).toEqual({ port: 3000 });
});

test.skipIf(able)(
  'where Node cannot import TypeScript, the message says since when it can and what to do',
  async () => {
    write('seaworthy.config.ts', 'export default {};\n');
    await expect(loadConfig(folder)).rejects.toThrow(
      /needs Node 22\.18 or newer.*Rename it to seaworthy\.config\.mjs/,
    );
  },
);

test('two configurations are one too many', async () => {
  write('seaworthy.config.json', '{}');
  write('seaworthy.config.mjs', 'export default {}');
  await expect(loadConfig(folder)).rejects.toThrow(
    'There are seaworthy.config.mjs and seaworthy.config.json; keep one of them.',
  );
});

test.each([
  ['seaworthy.config.json', '{ port: 1 }', 'seaworthy.config.json is not JSON: '],
  [
    'seaworthy.config.mjs',
    'export const port = 1',
    'seaworthy.config.mjs has no default export; write: export default',
  ],
  ['seaworthy.config.mjs', 'throw new Error("no env")', 'seaworthy.config.mjs cannot be imported: no env'],
  ['seaworthy.config.json', '{ "prot": 1 }', 'seaworthy.config.json: prot is unknown; did you mean port?'],
  ['seaworthy.config.json', '{ "command": "x", "url": "http://x" }', 'command and url exclude each other'],
  [
    'seaworthy.config.json',
    '{ "url": "http://x/api" }',
    'expected an origin such as http://x, got a path too',
  ],
])('%s with %s is refused with a sentence', async (name, text, sentence) => {
  write(name, text);
  await expect(loadConfig(folder)).rejects.toThrow(sentence);
  await expect(loadConfig(folder)).rejects.toBeInstanceOf(ConfigError);
});

test('a command line is split as a shell would, without a shell', () => {
  expect(splitCommand(`node "my server.js" --name='a b' c\\ d "" e"f"`)).toEqual([
    'node',
    'my server.js',
    '--name=a b',
    'c d',
    '',
    'ef',
  ]);
});
