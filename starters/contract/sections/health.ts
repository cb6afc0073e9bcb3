import assert from 'node:assert/strict';
import type { Line } from '../harness/line.ts';
import type { Subject } from '../harness/subject.ts';
import type { Outage } from '../observations/database.ts';

export const health: readonly Line[] = [
  {
    title: '/livez and /readyz answer 200, are kept by no cache, and tell nothing about the inside',
    async ask({ service }) {
      for (const path of ['/livez', '/readyz']) {
        const { status, headers, body } = await service.ask(`GET ${path}`);
        assert.equal(status, 200, path);
        assert.match(headers['cache-control'] ?? '', /no-store/, path);
        assert.ok(body.length < 300, `Expected a short body of ${path}, got ${body}`);
        assert.doesNotMatch(body, /\d+\.\d+|127\.0\.0\.1|localhost|:\/\/|sqlite|h2|\/tmp|version/i, path);
      }
    },
  },
  {
    title: 'until it is ready, nobody listens or /readyz says 503',
    async ask({ service }) {
      assert.deepEqual(
        service.beforeReady.filter((status) => status !== 503),
        [],
      );
    },
  },
  {
    title: 'while the database is away, /livez stays 200',
    async ask({ database }) {
      for (const { live } of Object.values(await outages(database))) {
        assert.equal(live.answer?.status, 200);
        assert.ok(live.took < 1_000, `Expected an answer within a second, got one after ${live.took} ms`);
      }
    },
  },
  {
    title: 'while the database is away, /readyz is 503 without a word about where it is',
    async ask({ database }) {
      const { answer } = (await outages(database)).away.ready;
      assert.equal(answer?.status, 503);
      assert.match(answer.headers['cache-control'] ?? '', /no-store/);
      assert.doesNotMatch(answer.body, /127\.0\.0\.1|ECONN|refused|errno|\bat /i);
    },
  },
  {
    title: 'while the database is silent, /readyz is 503 within about a second',
    async ask({ database }) {
      const { answer, took } = (await outages(database)).silent.ready;
      assert.equal(answer?.status, 503);
      // The second of the contract, and one for a busy machine.
      assert.ok(took < 2_000, `Expected an answer within 2 s, got one after ${took} ms`);
    },
  },
  {
    title: 'when the database is back, so is the service, without a restart',
    async ask({ database }) {
      const { away, silent } = await outages(database);
      assert.deepEqual(away.back, { ready: 200, users: 200 }, 'after it had refused connections');
      assert.deepEqual(silent.back, { ready: 200, users: 200 }, 'after it had been silent');
    },
  },
];

/** Only a service that works on a database can lose it. */
async function outages(database: Subject['database']): Promise<{ away: Outage; silent: Outage }> {
  const { away, silent } = await database();
  for (const { connections } of [away, silent]) {
    assert.ok(connections > 0, 'Expected connections to the database before it went');
  }
  return { away, silent };
}
