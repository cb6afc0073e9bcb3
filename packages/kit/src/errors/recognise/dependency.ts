import type { AppError } from '../app-error.ts';
import { isError } from './is-error.ts';
import { recogniseNetwork } from './network.ts';
import { recognisePgClient } from './pg-client.ts';
import { recognisePool } from './pool.ts';
import { recognisePostgres } from './postgres.ts';
import { recogniseRedis } from './redis.ts';
import { recogniseTimeout } from './timeout.ts';
import { recogniseUndici } from './undici.ts';

const DEPENDENCIES: readonly ((thrown: object) => AppError | undefined)[] = [
  recognisePostgres,
  recognisePool,
  recognisePgClient,
  recogniseNetwork,
  recogniseUndici,
  recogniseRedis,
  recogniseTimeout,
];
const DEEPEST = 4;
/** Query builders wrap the driver's error and mean the same by it. */
const QUERY_WRAPPER = /Query(?:Failed)?Error$/;

/**
 * What databases, pools, sockets and clients throw, also as the `cause` of something else. A wrapped error may
 * say that a dependency is down; only a query builder's may say that the request is at fault.
 */
export function recogniseDependency(thrown: object): AppError | undefined {
  let current: unknown = thrown;
  for (let depth = 0; depth <= DEEPEST && typeof current === 'object' && current !== null; depth++) {
    const error = ofDependency(current);
    if (error !== undefined && (current === thrown || error.status >= 500 || isQueryWrapper(thrown))) {
      error.cause = thrown;
      return error;
    }
    current = isError(current) ? current.cause : undefined;
  }
  return undefined;
}

function ofDependency(thrown: object): AppError | undefined {
  if (!isError(thrown)) return undefined;
  for (const recogniser of DEPENDENCIES) {
    const error = recogniser(thrown);
    if (error !== undefined) return error;
  }
  return undefined;
}

function isQueryWrapper(thrown: object): boolean {
  const { name, constructor } = thrown as Error;
  return QUERY_WRAPPER.test(name) || QUERY_WRAPPER.test(constructor.name);
}
