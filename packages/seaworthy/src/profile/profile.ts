/** A request that is known to work, by role. */
export interface KnownRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
}

/** A write that is known to work: the body is made anew for each request. */
export interface KnownWrite extends KnownRequest {
  /** JSON body; `{{random}}` in strings stands for something new each time. */
  body: Record<string, unknown>;
  /** Names of required fields, when known from a schema. */
  required: string[];
}

/** What is known about a service: told by the user, read from its OpenAPI document, or discovered. Plain JSON. */
export interface Profile {
  /** What `Host` must say, when the user told. */
  host?: string;
  /** Whether the service cannot do without a dependency, by its variable, when the user told. */
  required?: Readonly<Record<string, boolean>>;
  read?: KnownRequest;
  write?: KnownWrite;
  /** Path of an operation that must not work without credentials. */
  protected?: KnownRequest;
  live?: string;
  ready?: string;
  metrics?: string;
  openapi?: string;
  /** The document itself, when found. */
  document?: Record<string, unknown>;
  /** Paths that the service is known to have. */
  paths: string[];
  /** Environment variables that the service says it needs, for rules about configuration. */
  requiredEnvironment: string[];
  /** What could not be learnt or is not used, and why: sentences for the reader, most important first. */
  notes: string[];
}
