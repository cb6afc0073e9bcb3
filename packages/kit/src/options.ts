import type { Closable } from './lifecycle/closers.ts';
import type { ShutdownOptions } from './lifecycle/shutdown.ts';
import type { Check } from './health/checks.ts';

/** Every option of the one call, the same on every framework. All times in milliseconds, all sizes in bytes. */
export interface Options {
  /** Base of problem `type` URIs: `<base>/errors/<code>`. Default `''`: relative, served by the service itself. */
  problemBase?: string;
  requestId?: {
    /** Header that is read and answered. Default `X-Request-ID`. */
    header?: string;
    /** Keep a well-formed inbound id. Default `true`; `false` at a trust boundary. */
    trust?: boolean;
  };
  requestLogger?: { level?: LevelOf } | false;
  limits?: Limits;
  /** Addresses or CIDR ranges whose `X-Forwarded-For` is believed. Default none. */
  trustedProxies?: readonly string[];
  /** Headers of every answer; `false` for none. Default `no-store`, `nosniff`, a CSP that allows nothing, no referrer. */
  securityHeaders?: Readonly<Record<string, string>> | false;
  health?: HealthOptions | false;
  metrics?: MetricsOptions | false;
  docs?: DocsOptions | false;
  /** `fatal` is on once the service listens, unless it is `false` here. */
  shutdown?: ShutdownOptions;
  /** Closed after the last request, last named first. */
  resources?: Readonly<Record<string, Closable>>;
  /** Watch the process for leaking listeners, exhausted pools and a blocked loop. Default `true` once listening. */
  watch?: boolean;
}

/** Level of a request's line by status. Default: 5xx `error`, 4xx `warn`, else `info`. */
export type LevelOf = (status: number) => 'debug' | 'info' | 'warn' | 'error';

export interface Limits {
  /** Largest request body. Default 1 MiB. */
  body?: number;
  /** Largest request head. Default 16 KiB. */
  headers?: number;
  /** Time for the whole head to arrive. Default 10 s. */
  headersTimeout?: number;
  /** Time for the whole request to arrive. Default 30 s. */
  requestTimeout?: number;
  /** Time an idle connection is kept. Default 65 s (Fastify 72 s): longer than a load balancer's. */
  keepAliveTimeout?: number;
}

export interface HealthOptions {
  /** Dependencies without which the service cannot work: readiness is 503 while one is down. A check, or the client or pool itself. */
  required?: Readonly<Record<string, Check | object>>;
  /** Dependencies it can do without: reported as `degraded` and to `/metrics`, never a 503. */
  optional?: Readonly<Record<string, Check | object>>;
  /** Longest a check may take. Default 900, so that the whole answer stays within the second that a probe waits. */
  timeout?: number;
  /** How long an answer is reused. Default 1000. */
  cache?: number;
}

export interface MetricsOptions {
  /** Default `/metrics`. */
  path?: string;
  /** Pools to watch, by name: pg, generic-pool, undici and others are recognised by shape. */
  pools?: Readonly<Record<string, object>>;
}

export interface DocsOptions {
  title: string;
  version: string;
  description?: string;
  /** Default `/openapi.json`. */
  path?: string;
  /** Path of the page, `false` for none. Default `/docs`. */
  ui?: string | false;
}
