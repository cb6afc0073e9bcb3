import { pino, stdTimeFunctions, type Logger } from 'pino';
import { storage } from '../context/context.ts';
import { serializeError } from '../errors/serialize.ts';
import { writeLine } from './destination.ts';
import { levelFromEnvironment } from './levels.ts';
import { redact } from './redact.ts';

/**
 * The process's log: JSON lines on standard output, each with the id of the request it belongs to.
 * A pino logger, so levels, children and serializers work as documented there. Secrets are masked.
 */
export const log: Logger = pino(
  {
    level: levelFromEnvironment(),
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }), log: redactFields },
    serializers: { err: serializeSafely, error: serializeSafely },
    mixin: requestFields,
  },
  { write: writeLine },
);

/** All fields but errors, which are redacted once they are text. */
function redactFields({ err, error, ...fields }: Record<string, unknown>): Record<string, unknown> {
  const safe = redact(fields);
  return {
    ...(typeof safe === 'object' ? safe : { fields: safe }),
    ...(err !== undefined && { err }),
    ...(error !== undefined && { error }),
  };
}

function serializeSafely(error: unknown): unknown {
  return redact(serializeError(error));
}

/** A new object each time: pino writes the fields of the line into it. */
function requestFields(): object {
  const context = storage.getStore();
  if (context === undefined) return {};
  const { requestId, traceId } = context;
  return traceId === undefined ? { requestId } : { requestId, traceId };
}
