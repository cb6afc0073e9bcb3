import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { AppError } from '../errors/app-error.ts';

/** A route that a program under the adapter contract offers. */
export interface ContractRoute {
  method: 'GET' | 'POST';
  /** Express/Fastify style. */
  path: string;
  /** What its handler does, in the words of whoever writes the program. */
  does: string;
}

/**
 * The routes of a program that takes the adapter contract, written as a user of the framework would write
 * them. The functions below are the parts that have nothing to do with a framework.
 */
export const contractRoutes: readonly ContractRoute[] = [
  {
    method: 'GET',
    path: '/users/:id',
    does: 'answers `{ id }` for `ada`, else throws `new NotFoundError("User", id)`',
  },
  {
    method: 'POST',
    path: '/users',
    does:
      'validates the body: `email` an address, `name` of 1 to 100 characters, `password` of at least 12, ' +
      'optional `age` coerced to a whole number from 0, optional `address: { city }`; answers 201 without the password',
  },
  {
    method: 'GET',
    path: '/search',
    does: 'validates the query: `limit` coerced to a whole number from 1 to 100, default 20; answers `{ limit }`',
  },
  {
    method: 'GET',
    path: '/items/:id',
    does: 'validates params: `id` coerced to a whole number; answers `{ id }`',
  },
  {
    method: 'GET',
    path: '/keyed',
    does: 'validates headers: `x-api-key` of at least 8 characters; answers `{ ok: true }`',
  },
  { method: 'POST', path: '/echo', does: 'answers the parsed body, not validated' },
  {
    method: 'GET',
    path: '/context',
    does: 'awaits something, then answers `{ requestId: context()?.requestId }`',
  },
  { method: 'POST', path: '/context', does: 'the same, with a JSON body' },
  {
    method: 'GET',
    path: '/throw',
    does: 'throws `thrown(what)`; synchronously, or for `?how=async` after an await',
  },
  { method: 'GET', path: '/late', does: 'awaits `sendPartial(rawResponse)`, then throws' },
  {
    method: 'GET',
    path: '/pipe',
    does: '`failingSource(when).pipe(rawResponse)`, without an error listener',
  },
  {
    method: 'GET',
    path: '/stream',
    does: 'answers with `failingSource(when)` the way the framework documents',
  },
  { method: 'GET', path: '/wait', does: 'calls `untilGone()` and throws what it rejects with' },
  {
    method: 'GET',
    path: '/log',
    does: "logs `secrets` and a text with the kit's `log`, answers `{ ok: true }`",
  },
  { method: 'GET', path: '/empty', does: 'answers 204' },
  {
    method: 'GET',
    path: '/v1/things/:thing',
    does: 'answers `{ thing }`, from a router, plugin or controller mounted on `/v1`',
  },
];

/** In every message that no client may see. */
export const CANARY = 'canary-8d1f';

/** Whatever JavaScript can throw, by name. Each is a 500, but for `conflict` (409), `badheader` and `foreignheader`. */
export const throwables: Readonly<Record<string, () => unknown>> = {
  error: () => new Error(`password=${CANARY}`),
  null: () => null,
  undefined: () => undefined,
  // Express takes these two words as an instruction to go on with the next route or router
  route: () => 'route',
  router: () => 'router',
  string: () => `text ${CANARY}`,
  empty: () => '',
  false: () => false,
  zero: () => 0,
  symbol: () => Symbol(CANARY),
  bigint: () => 10n,
  function: () => () => CANARY,
  promise: () => Promise.resolve(CANARY),
  bare: () => Object.assign(Object.create(null) as object, { message: CANARY }),
  frozen: () => Object.freeze(new Error(CANARY)),
  proxy: () => new Proxy(new Error(CANARY), hostile),
  getters: () => ({
    get message(): string {
      throw new Error(CANARY);
    },
    get status(): number {
      throw new Error(CANARY);
    },
    get stack(): string {
      throw new Error(CANARY);
    },
  }),
  // what an HTTP client throws when the service behind this one refuses
  status403: () =>
    Object.assign(new Error(`Request failed ${CANARY}`), {
      status: 403,
      statusCode: 403,
      response: { status: 403 },
    }),
  status200: () => Object.assign(new Error(CANARY), { status: 200, statusCode: 200 }),
  statusText: () => Object.assign(new Error(CANARY), { status: 'teapot', statusCode: Number.NaN }),
  aggregate: () => new AggregateError([new Error(`first ${CANARY}`), null], `several ${CANARY}`),
  cause: () => new Error(`top ${CANARY}`, { cause: new Error('the deepest reason', { cause: 'text' }) }),
  circular: () => {
    const error = new Error(CANARY);
    return Object.assign(error, { cause: error });
  },
  conflict: () => new AppError('SEAT_TAKEN', 'That seat is taken', 409),
  badheader: () =>
    new AppError('NO_SUCH_FORM', 'No such form', 400, { headers: { ...unsendable, 'x-reason': 'form' } }),
  // what http-errors makes, as middleware of others throws it
  foreignheader: () =>
    Object.assign(new Error(CANARY), { status: 400, statusCode: 400, expose: true, headers: unsendable }),
};

/** The value that `/throw?what=…` throws. */
export function thrown(what: string): unknown {
  const make = throwables[what];
  if (make === undefined)
    throw new Error(`Expected one of ${Object.keys(throwables).join(', ')}, got ${what}`);
  return make();
}

/** A stream that fails before its first byte (`first`) or after some (`midway`). */
export function failingSource(when: string): Readable {
  let reads = 0;
  return new Readable({
    read() {
      reads += 1;
      if (when === 'midway' && reads === 1) this.push('partial');
      else setImmediate(() => this.destroy(new Error(`source failed ${CANARY}`)));
    },
  });
}

/** Sends a head and some body; resolves when they have left the process. */
export function sendPartial(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/plain' });
  return new Promise((resolve) => response.write('partial', () => resolve()));
}

/** Rejects with the reason once the client has gone; the longest a test may wait is 10 s. */
export function untilGone(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal === undefined) return reject(new Error('Expected a context with a signal'));
    if (signal.aborted) return reject(signal.reason as Error);
    const timer = setTimeout(() => reject(new Error('Expected the client to go within 10 s')), 10_000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}

/** What a careless handler logs. */
export const secrets = {
  authorization: 'Bearer hush-authorization',
  password: 'hush-password',
  token: 'hush-token',
  headers: { authorization: 'Bearer hush-header', cookie: 'session=hush-cookie', accept: '*/*' },
  user: { name: 'ada', password: 'hush-nested' },
};

const unsendable: Record<string, string> = {
  'x-split': 'a\r\nx-injected: yes',
  'bad name': 'x',
  'x-not-text': { toString: null } as unknown as string,
};

const hostile: ProxyHandler<Error> = Object.fromEntries(
  (['get', 'has', 'getPrototypeOf', 'ownKeys', 'getOwnPropertyDescriptor', 'set'] as const).map((trap) => [
    trap,
    () => {
      throw new Error(`trap ${CANARY}`);
    },
  ]),
);
