import type { Level } from '../engine/rule.ts';
import type { Acceptance } from '../report/accept.ts';

/** A route named by its role: `GET /users`, a path, or with headers. */
export type ReadRoute = string | { path: string; method?: string; headers?: Record<string, string> };

/** A request that stores something. Strings of the body may carry `{{random}}` where each request needs a new value. */
export interface WriteRoute {
  path: string;
  /** Default `POST`. */
  method?: string;
  headers?: Record<string, string>;
  body: Record<string, unknown>;
  /** Fields of the body without which it must be refused. */
  required?: string[];
}

/**
 * `embedded` starts a real PostgreSQL for the run; everything else is the address of a real one. `required`: the service
 * must not start without the variable, and is not ready while the dependency is away; `false`: it can do without.
 */
export type DependencyConfig = string | { url: string; required?: boolean };

export type Preset = 'experimental' | 'standard' | 'critical';

/** What `seaworthy.config.{ts,mjs,js,json}` may say. */
export interface Config {
  /** Starts the service; a string is split at spaces, quotes are respected, no shell is involved. */
  command?: string | string[];
  /** A running service, instead of `command`. */
  url?: string;
  /** Where the command runs; relative to the configuration file. */
  cwd?: string;
  env?: Record<string, string>;
  /** The port to give the service as `PORT`. Default: a free one for each process. */
  port?: number;
  /** What `Host` says in every request, for a service that refuses others. Default: the address it listens on. */
  host?: string;
  /** By the environment variable that carries the address. */
  dependencies?: Record<string, DependencyConfig>;
  routes?: { read?: ReadRoute; write?: WriteRoute; protected?: ReadRoute };
  health?: { live?: string; ready?: string };
  /** Path of the metrics endpoint. */
  metrics?: string;
  /** Path of the OpenAPI document on the service (`/openapi.json`), or a JSON file (`./openapi.json`). */
  openapi?: string;
  /** Environment variables without which the service must refuse to start. */
  requiredEnvironment?: string[];
  /** Failures to live with, by rule id, each with a reason. */
  accept?: Record<string, Acceptance | string>;
  /** `experimental`: musts. `standard`: musts and shoulds. `critical`: everything, slow experiments too. */
  preset?: Preset;
  /** Rule ids, topics or globs (`shutdown/*`). */
  only?: string[];
  skip?: string[];
  /** The lowest level that is judged; overrides the preset's. */
  level?: Level;
  /** Modules with rules of your own, as paths or globs relative to the configuration file. */
  rules?: string[];
}

/** Identity function, for completion and type errors in the editor. */
export function defineConfig(config: Config): Config {
  return config;
}
