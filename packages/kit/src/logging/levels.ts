import { levels } from 'pino';

export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** The level asked for by `LOG_LEVEL`; an unknown one counts as `info`, because a typo must not silence a service. */
export function levelFromEnvironment(value: string | undefined = process.env['LOG_LEVEL']): Level {
  const wanted = value?.toLowerCase() ?? 'info';
  return wanted === 'silent' || wanted in levels.values ? (wanted as Level) : 'info';
}
