import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { adapterContract, type Runner } from '../../src/testing/adapter-contract.ts';
import { start, type Started } from '../../src/testing/start.ts';

/** Collects what the contract would have a runner run. */
function collected(make: (runner: Runner) => void) {
  const questions = new Map<string, () => Promise<void>>();
  const ends: (() => Promise<void>)[] = [];
  make({
    describe: (_name, body) => body(),
    it: (title, body) => questions.set(title, body),
    after: (end) => ends.push(end),
  });
  return { questions, end: () => Promise.all(ends.map((end) => end())) };
}

const answers: Record<string, (path: string) => [status: number, body: string]> = {
  'a service that says 200 to everything': () => [200, '{"ok":true}'],
  'a service that says 500 to everything': () => [500, 'Internal Server Error'],
};

for (const [name, answer] of Object.entries(answers)) {
  it(`lets no question be passed by ${name}`, async () => {
    const server = createServer((request, response) => {
      const [status, body] = answer(request.url ?? '/');
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    let running: Started | undefined;
    const { questions, end } = collected((runner) =>
      adapterContract(
        name,
        async () => {
          running = await start(server);
          return { url: running.url, server, close: () => running?.close() };
        },
        runner,
      ),
    );
    const passed: string[] = [];
    // At once, because most of them wait for a log line that never comes.
    await Promise.all(
      [...questions].map(async ([title, ask]) => {
        try {
          await ask();
          passed.push(title);
        } catch {
          // as it should be
        }
      }),
    );
    await end();
    expect(passed).toEqual([]);
  }, 60_000);
}

it('does not let a framework claim that it cannot do what it can', async () => {
  const title = 'a head below 16 KiB is accepted';
  await using service = await start((_request, response) => void response.end('{"id":"ada"}'));
  const { questions, end } = collected((runner) =>
    adapterContract(
      'able',
      async () => ({ url: service.url, server: createServer(), close: () => {} }),
      runner,
      { cannot: { [title]: 'it says so' } },
    ),
  );
  await expect(questions.get(`cannot: ${title} (it says so)`)!()).rejects.toThrow('remove it from `cannot`');
  await end();
});

it('knows the questions that `cannot` names', () => {
  const runner = { describe: (_name: string, body: () => void) => body(), it: () => {}, after: () => {} };
  const claim = () => adapterContract('x', async () => ({}) as never, runner, { cannot: { nonsense: 'x' } });
  expect(claim).toThrow('Expected `cannot` to name questions, got "nonsense"');
});
