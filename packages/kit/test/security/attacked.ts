import { afterAll, beforeAll } from 'vitest';
import type { Service } from '../../src/service.ts';
import { captureLog, type CapturedLog } from '../../src/testing/captured-log.ts';
import { programs } from '../adapters/apps/all.ts';

/** The names of the programs of the contract, one per framework. */
export const adapters = Object.keys(programs);

/** What an attack may look at, once the tests of the suite run. */
export interface Attacked {
  url: string;
  log: CapturedLog;
}

/** The contract's program on a framework, while the suite runs that calls this. */
export function attacked(name: string): Attacked {
  const target = {} as Attacked;
  let service: Service;
  beforeAll(async () => {
    target.log = captureLog();
    const options = { shutdown: { fatal: false }, watch: false, docs: { title: 'Attacked', version: '1' } };
    service = await (await programs[name]!(options)).listen(0, '127.0.0.1');
    target.url = service.url;
  });
  afterAll(async () => {
    await service.close();
    target.log.restore();
  });
  return target;
}
