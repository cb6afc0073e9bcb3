import assert from 'node:assert/strict';
import { countOf, samplesOf } from '../harness/exposition.ts';
import type { Line } from '../harness/line.ts';
import { freshId } from '../harness/messages.ts';
import { poll } from '../harness/poll.ts';
import { createUser } from '../harness/users.ts';

const USER = /^\/users\/(:id|\{id\})$/;

export const metrics: readonly Line[] = [
  {
    title: '/metrics is in the text format of Prometheus',
    async ask({ service }) {
      assert.ok((await samplesOf(service)).length > 10);
    },
  },
  {
    title: 'every request is counted once, by method, route and status',
    async ask({ service }) {
      const { id } = await createUser(service);
      const before = await samplesOf(service);
      for (let i = 0; i < 3; i += 1) await service.ask(`GET /users/${id}`);
      await service.ask(`GET /users/not-a-uuid`);
      const grown = async () => {
        const after = await samplesOf(service);
        return [200, 404].map(
          (status) => countOf(after, 'GET', USER, status) - countOf(before, 'GET', USER, status),
        );
      };
      // A thread may count its request when the client has the answer already.
      await poll('four requests', async () => ((await grown()).includes(0) ? undefined : true)).catch(
        () => {},
      );
      assert.deepEqual(await grown(), [3, 1]);
    },
  },
  {
    title: 'durations are a histogram in seconds, by route template',
    async ask({ service }) {
      await service.ask('GET /users');
      const samples = await samplesOf(service);
      const of = (suffix: string) =>
        samples.filter(
          ({ name, labels }) =>
            name.endsWith(`_seconds_${suffix}`) && Object.values(labels).some((value) => value === '/users'),
        );
      const bounds = of('bucket').map(({ labels }) => Number(labels['le']?.replace('+Inf', 'Infinity')));
      assert.ok(
        bounds.includes(Infinity) && bounds.some((bound) => bound < 1),
        `Expected buckets, got ${bounds}`,
      );
      const total = (suffix: string) => of(suffix).reduce((sum, { value }) => sum + value, 0);
      const mean = total('sum') / total('count');
      assert.ok(mean > 0 && mean < 5, `Expected the mean duration of /users in seconds, got ${mean}`);
    },
  },
  {
    title: 'unknown paths and ids add no series',
    async ask({ service }) {
      const visit = async (mark: string): Promise<void> => {
        for (const path of [`/${mark}`, `/users/${mark}`, `/nowhere/${mark}`])
          await service.ask(`GET ${path}`);
      };
      // Whatever a first 404 adds is there afterwards.
      await visit(freshId());
      const before = await samplesOf(service);
      const marks = Array.from({ length: 5 }, freshId);
      for (const mark of marks) await visit(mark);
      const after = await samplesOf(service);
      const ofRequests = (samples: typeof after) =>
        samples
          .filter(({ name }) => name.includes('http'))
          .map(({ name, labels }) => name + JSON.stringify(labels));
      assert.ok(ofRequests(before).length > 0, 'Expected series about requests');
      assert.deepEqual(ofRequests(after).sort(), ofRequests(before).sort());
      assert.ok(
        !marks.some((mark) => JSON.stringify(after).includes(mark)),
        'Expected no path in the metrics',
      );
    },
  },
];
