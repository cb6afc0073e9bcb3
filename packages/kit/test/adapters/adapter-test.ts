import { afterAll, describe, it } from 'vitest';
import type { Options } from '../../src/options.ts';
import type { Service } from '../../src/service.ts';
import { adapterContract } from '../../src/testing/adapter-contract.ts';

/** Asks a kit adapter the contract, with vitest. */
export function adapterTest(
  name: string,
  serviceOf: (options: Options) => Service | Promise<Service>,
  cannot: Readonly<Record<string, string>> = {},
): void {
  const start = async (options: Options) => (await serviceOf(options)).listen(0, '127.0.0.1');
  adapterContract(name, start, { describe, it, after: afterAll }, { cannot });
}
