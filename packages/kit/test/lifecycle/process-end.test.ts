import { expect, test } from 'vitest';
import { program } from '../../src/testing/program.ts';
import { rawConnection } from '../../src/testing/raw.ts';

const two = new URL('../programs/shutdown-two.mjs', import.meta.url);
const bootError = new URL('../programs/shutdown-boot-error.mjs', import.meta.url);

test('two shutdowns of one process both finish before it exits once, and one that comes late runs too', async () => {
  await using service = program(two);
  const [, , port] = await service.line(/^listening (\d+) (\d+)/);
  await using client = rawConnection(`http://127.0.0.1:${port}`);
  client.write('GET / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n');
  expect(await client.response()).toMatchObject({ status: 100 });
  service.signal('SIGTERM');
  expect(await client.response()).toMatchObject({ status: 200, body: 'slow' });
  expect(await service.exited).toMatchObject({ code: 0, signal: null });
  const said = service.lines().filter((line) => /^(closed|exit)/.test(line));
  expect(said).toHaveLength(4);
  expect(said.slice(-2)).toEqual(['closed slow', 'exit 0']);
});

test('a boot that fails closes what was opened, tells why, and exits 1', async () => {
  await using service = program(bootError);
  expect(await service.exited).toMatchObject({ code: 1, signal: null });
  expect(service.lines()).toContain('closed db');
  expect(service.output()).toContain('no migrations');
});
