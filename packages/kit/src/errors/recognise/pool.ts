import type { AppError } from '../app-error.ts';
import { PoolExhaustedError } from '../http/pool-exhausted-error.ts';

/** How pools say that no connection became free: pg-pool, generic-pool, knex. */
const MESSAGE =
  /^(?:timeout exceeded when trying to connect$|ResourceRequest timed out$|Knex: Timeout acquiring a connection\b)/;
/** Sequelize says it by name, Prisma by code. */
const NAME = 'SequelizeConnectionAcquireTimeoutError';
const CODE = 'P2024';

/** A pool whose connections were all in use for too long. */
export function recognisePool(thrown: object): AppError | undefined {
  const { message, name, code } = thrown as Error & { code?: unknown };
  return MESSAGE.test(message) || name === NAME || (code === CODE && name.startsWith('Prisma'))
    ? new PoolExhaustedError(undefined, { cause: thrown })
    : undefined;
}
