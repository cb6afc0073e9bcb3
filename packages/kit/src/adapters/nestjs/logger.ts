import type { LoggerService } from '@nestjs/common';
import { log } from '../../logging/logger.ts';

/** Nest's log through the kit's: JSON lines with the request id. Pass it to `NestFactory.create` for the first lines too. */
export const nestLogger: LoggerService = {
  log: (message: unknown, ...more: unknown[]) => write('info', message, more),
  warn: (message: unknown, ...more: unknown[]) => write('warn', message, more),
  debug: (message: unknown, ...more: unknown[]) => write('debug', message, more),
  verbose: (message: unknown, ...more: unknown[]) => write('trace', message, more),
  error: (message: unknown, ...more: unknown[]) => write('error', message, more),
  fatal: (message: unknown, ...more: unknown[]) => write('fatal', message, more),
};

/** Nest passes the name of the speaker last, and the stack of an error before it. */
function write(
  level: 'info' | 'warn' | 'debug' | 'trace' | 'error' | 'fatal',
  message: unknown,
  more: unknown[],
): void {
  const names = more.filter((part): part is string => typeof part === 'string');
  const logger = names.at(-1);
  const stack = names.length > 1 ? names[0] : undefined;
  const fields = { ...(logger !== undefined && { logger }), ...(stack !== undefined && { stack }) };
  if (message instanceof Error) log[level]({ ...fields, err: message }, message.message);
  else if (typeof message === 'object' && message !== null) log[level]({ ...fields, ...message });
  else log[level](fields, String(message));
}
