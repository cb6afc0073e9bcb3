import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.ts';
import { captureLog, type CapturedLog } from '../../src/testing/captured-log.ts';
import { CANARY } from '../../src/testing/contract-routes.ts';
import { raw } from '../../src/testing/raw.ts';
import { programs } from './apps/all.ts';
import { brokenRequest, noise, oddRequest } from './garbage.ts';

/** Bounded by count and time, so that a slow machine tests less instead of failing. */
const BOUND = { numRuns: 120, interruptAfterTimeLimit: 8_000 };

for (const [name, make] of Object.entries(programs)) {
  describe(`${name} answers without a 5xx, a leak or an end`, () => {
    let service: Service;
    let log: CapturedLog;
    beforeAll(async () => {
      log = captureLog();
      const options = { shutdown: { fatal: false }, watch: false, docs: { title: 'Garbage', version: '1' } };
      service = await (await make(options)).listen(0, '127.0.0.1');
    });
    afterAll(async () => {
      await service.close();
      log.restore();
    });

    /** What was logged at error meanwhile. */
    async function errorsOf(garbage: fc.Arbitrary<Buffer>): Promise<unknown[]> {
      await fc.assert(
        fc.asyncProperty(garbage, async (bytes) => {
          // Whether an answer to HEAD has a body depends on what the parser made of the garbage.
          fc.pre(!bytes.includes('HEAD '));
          // Half-closes after the last byte, so that a server that waits for more answers what it has.
          const { responses } = await raw(service.url, bytes, { count: 20, end: true });
          for (const response of responses) expect(flaws(response)).toEqual([]);
          const alive = await fetch(`${service.url}/users/ada`);
          expect([alive.status, await alive.text()]).toEqual([200, '{"id":"ada"}']);
        }),
        BOUND,
      );
      return log.lines.filter(({ level }) => level === 'error');
    }

    it('odd requests', async () => {
      expect(await errorsOf(oddRequest)).toEqual([]);
    }, 30_000);
    it('broken requests', async () => {
      expect(await errorsOf(brokenRequest)).toEqual([]);
    }, 30_000);
    it('bytes that are no request', async () => {
      expect(await errorsOf(noise)).toEqual([]);
    }, 30_000);
  });
}

function flaws({
  status,
  headers,
  body,
}: {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}): string[] {
  const id = headers['x-request-id'];
  return [
    ...(status >= 500 && status !== 501 ? [`${status}: ${body}`] : []),
    ...(id !== undefined && !/^[\w.:=+/-]{1,128}$/.test(id) ? [`id ${id}`] : []),
    ...(/node_modules|\bat .+:\d+:\d+/.test(body) || body.includes(CANARY) ? [`leak: ${body}`] : []),
  ];
}
