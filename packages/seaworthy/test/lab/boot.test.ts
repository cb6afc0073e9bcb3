import { expect, test } from 'vitest';
import type { BootFailure } from '../../src/lab/boot-failure.ts';
import { labsOf, program } from './processes.ts';

async function failureOf(command: readonly string[], bootTimeout = 1500): Promise<BootFailure> {
  const labs = await labsOf(command, { bootTimeout });
  return labs.shared('boot').then(
    () => expect.unreachable(),
    (error: BootFailure) => error,
  );
}

const boot = (way: string): string[] => ['node', program('boot.mjs'), way];

test.each([
  [
    'exits',
    'exited',
    /^The service exited with code 7 after \d+ ms, before it answered on a port; it seems to need the environment variable APP_SECRET\.$/,
  ],
  ['killed', 'exited', /^The service was ended by SIGKILL after \d+ ms/],
  [
    'silent',
    'no-listener',
    /^The service runs but listened on no TCP port within 1500 ms \(PORT=\d+ was given\)\.$/,
  ],
  ['unix', 'no-listener', /it listens on the Unix socket @seaworthy-test-\d+ instead\.$/],
  ['tls', 'https', /^The service listens on 127\.0\.0\.1:\d+ but speaks HTTPS: start it without TLS/],
  ['mute', 'no-answer', /^The service listens on 127\.0\.0\.1:\d+ but gave no HTTP answer within 1500 ms\.$/],
])('a service that is %s gives one sentence', async (way, kind, sentence) => {
  const failure = await failureOf(boot(way));
  expect(failure.name).toBe('BootFailure');
  expect(failure).toMatchObject({ kind, sentence: expect.stringMatching(sentence) });
});

test('a failure shows the last lines, of both streams', async () => {
  const { message, lines } = await failureOf(boot('exits'));
  expect([...lines].sort()).toEqual(['Error: APP_SECRET is required', 'one', 'two']);
  expect(message.split('\n')).toHaveLength(4);
});

test('a failure shows no more than twenty lines', async () => {
  const { lines } = await failureOf(['sh', '-c', 'seq 1 50; exit 1']);
  expect(lines).toEqual(Array.from({ length: 20 }, (_, at) => String(at + 31)));
});

test('a program that does not exist gives one sentence', async () => {
  const failure = await failureOf(['no-such-program', 'x']);
  expect(failure).toMatchObject({
    kind: 'not-found',
    sentence: expect.stringMatching(/^The command `no-such-program x` did not start: there is no program/),
  });
});

test('all who wait for the same boot get the same failure', async () => {
  const labs = await labsOf(boot('exits'));
  const results = await Promise.allSettled([labs.shared('a'), labs.shared('b')]);
  const [a, b] = results.map((result) => (result.status === 'rejected' ? result.reason : undefined));
  expect(a).toBeDefined();
  expect(a).toBe(b);
});

test.each([
  ['slow', 'at last'],
  ['two', 'main'],
  ['ipv6', 'six'],
])('a service that is %s is waited for and found', async (way, body) => {
  const labs = await labsOf(boot(way));
  const lab = await labs.shared('boot');
  expect((await lab.request({ path: '/' })).response?.body).toBe(body);
});

test('a lab is handed out when the known readiness probe says yes', async () => {
  const labs = await labsOf(boot('ready'), { profile: { ready: '/readyz' } });
  const lab = await labs.fresh('boot');
  expect((await lab.request({ path: '/readyz' })).response?.status).toBe(200);
});

test('closing ends a boot that would take long', async () => {
  const labs = await labsOf(boot('silent'), { bootTimeout: 60_000 });
  const booting = labs.fresh('boot').catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const began = performance.now();
  await labs.close();
  expect(await booting).toBeInstanceOf(Error);
  expect(performance.now() - began).toBeLessThan(3000);
});
