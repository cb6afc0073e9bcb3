import { AppError } from './app-error.ts';
import { isErrorStatus } from './error-status.ts';
import { InternalError } from './http/internal-error.ts';
import { messageOf } from './message-of.ts';
import { recogniseBodyParser } from './recognise/body-parser.ts';
import { recogniseDependency } from './recognise/dependency.ts';
import { recogniseFastify } from './recognise/fastify.ts';
import { recogniseHttpErrors } from './recognise/http-errors.ts';
import { recogniseNest } from './recognise/nest.ts';
import { recogniseOtherCopy } from './recognise/other-copy.ts';
import { recogniseUriError } from './recognise/uri-error.ts';

/** Where a status may be adopted from. Everybody else's `status` is an upstream's answer, not ours. */
const RECOGNISERS: readonly ((thrown: object) => AppError | undefined)[] = [
  recogniseOtherCopy,
  recogniseBodyParser,
  recogniseHttpErrors,
  recogniseNest,
  recogniseFastify,
  recogniseUriError,
  recogniseDependency,
];

/**
 * Anything thrown as an `AppError`; what is not recognised is a 500 whose message stays in the log.
 * Total: whatever is thrown, this does not throw. The thrown value is the `cause`.
 */
export function from(thrown: unknown): AppError {
  let limit: number | undefined;
  try {
    if (thrown instanceof AppError && isSound(thrown)) return thrown;
    limit = Error.stackTraceLimit;
    // The frames of this file explain nothing; those that do are the cause's.
    Reflect.set(Error, 'stackTraceLimit', 0);
    return recognise(thrown) ?? unexpected(thrown);
  } catch {
    return unexpected(thrown);
  } finally {
    if (limit !== undefined) Reflect.set(Error, 'stackTraceLimit', limit);
  }
}

AppError.from = from;

/** A subclass can override any field, and a prototype can be borrowed. */
function isSound(error: AppError): boolean {
  const { code, status, title, detail, headers, details } = error;
  return (
    isErrorStatus(status) &&
    typeof code === 'string' &&
    typeof title === 'string' &&
    (detail === undefined || typeof detail === 'string') &&
    typeof headers === 'object' &&
    headers !== null &&
    typeof details === 'object' &&
    details !== null
  );
}

function recognise(thrown: unknown): AppError | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  for (const recogniser of RECOGNISERS) {
    const error = recogniser(thrown);
    if (error !== undefined) return error;
  }
  return undefined;
}

function unexpected(thrown: unknown): AppError {
  return new InternalError(messageOf(thrown), { cause: thrown });
}
