import { writeSync } from 'node:fs';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ConfigurationError } from './configuration-error.ts';
import { environment } from './environment.ts';
import type { AnySchema } from './parts.ts';

/**
 * `environment(schema)` for the first line of a program: a bad configuration is written to stderr as sentences,
 * without a stack, since whoever starts the service is to act on it, and the process exits with 1.
 */
export function environmentOrExit<S extends AnySchema>(schema: S): StandardSchemaV1.InferOutput<S> {
  try {
    return environment(schema);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    // synchronous: process.exit does not wait for a pipe
    writeSync(process.stderr.fd, `${error.message}\n`);
    process.exit(1);
  }
}
