import { constants } from 'node:os';
import { flushLog } from '../logging/destination.ts';
import { log } from '../logging/logger.ts';
import type { ShutdownLog } from './shutdown-log.ts';

/** All times in milliseconds. */
export interface ShutdownOptions {
  /** Longest that open requests may take once the listener is closed; then they are cut. Default `SHUTDOWN_TIMEOUT`, else 10000. */
  timeout?: number;
  /** How long everything is still served while readiness already says no. Default `DRAIN_DELAY`, else 0. */
  drainDelay?: number;
  /** How long an idle connection may still send a request after the listener is closed. Default 250. */
  idleGrace?: number;
  /** Longest that the closing of one resource may take. Default 5000. */
  closeTimeout?: number;
  /** Default `SIGTERM` and `SIGINT`; none for a server that lives inside of another program. */
  signals?: readonly NodeJS.Signals[];
  /** Take over unhandled rejections and uncaught exceptions: log, drain, exit 1. Default `true`. */
  fatal?: boolean;
  /** Ends the process after a signal or a fatal error. Default `process.exit`. */
  exit?: (code: number) => void;
  /** Default the kit's log. */
  log?: ShutdownLog;
  /** Brings buffered log lines out, last of all. Default for the kit's log. */
  flush?: () => unknown;
  /** Called when the listener is closed and before upgraded connections are ended: time to send 1001 to WebSockets. */
  goingAway?: () => unknown;
}

export type Settings = Required<ShutdownOptions>;

/** Fills in the defaults; throws a `TypeError` about a wrong option, a `ConfigurationError` about the environment. */
export function settingsOf(options: ShutdownOptions, environment: NodeJS.ProcessEnv = process.env): Settings {
  for (const [name, value] of Object.entries(options)) {
    const expected = EXPECTED[name as keyof ShutdownOptions] as Expectation | undefined;
    if (expected === undefined) {
      throw new TypeError(`shutdown: expected options ${Object.keys(EXPECTED).join(', ')}, got "${name}"`);
    }
    if (value !== undefined && !expected.accepts(value)) {
      throw new TypeError(`shutdown: option "${name}": expected ${expected.text}, got ${show(value)}`);
    }
  }
  return {
    timeout: options.timeout ?? fromEnvironment(environment, 'SHUTDOWN_TIMEOUT') ?? 10_000,
    drainDelay: options.drainDelay ?? fromEnvironment(environment, 'DRAIN_DELAY') ?? 0,
    idleGrace: options.idleGrace ?? 250,
    closeTimeout: options.closeTimeout ?? 5000,
    signals: options.signals ?? ['SIGTERM', 'SIGINT'],
    fatal: options.fatal ?? true,
    // exit(undefined) keeps a `process.exitCode` that the program has set
    exit: options.exit ?? ((code) => process.exit(code === 0 ? undefined : code)),
    log: options.log ?? log,
    flush: options.flush ?? flushLog,
    goingAway: options.goingAway ?? (() => {}),
  };
}

interface Expectation {
  text: string;
  accepts(value: unknown): boolean;
}

/** The longest delay of a timer; a longer one would fire at once. */
const LONGEST = 2 ** 31 - 1;
const MILLISECONDS: Expectation = {
  text: `milliseconds, a number from 0 to ${LONGEST}`,
  accepts: (value) => typeof value === 'number' && value >= 0 && value <= LONGEST,
};
const FUNCTION: Expectation = { text: 'a function', accepts: (value) => typeof value === 'function' };

const UNCATCHABLE = new Set(['SIGKILL', 'SIGSTOP']);

const EXPECTED: Record<keyof ShutdownOptions, Expectation> = {
  timeout: MILLISECONDS,
  drainDelay: MILLISECONDS,
  idleGrace: MILLISECONDS,
  closeTimeout: MILLISECONDS,
  signals: {
    text: 'names of signals that can be caught, e.g. ["SIGTERM"]',
    accepts: (value) =>
      Array.isArray(value) && value.every((name) => name in constants.signals && !UNCATCHABLE.has(name)),
  },
  fatal: { text: 'true or false', accepts: (value) => typeof value === 'boolean' },
  exit: FUNCTION,
  log: {
    text: 'a log with info, warn, error and fatal',
    accepts: (value) =>
      ['info', 'warn', 'error', 'fatal'].every(
        (level) => typeof (value as Record<string, unknown> | null)?.[level] === 'function',
      ),
  },
  flush: FUNCTION,
  goingAway: FUNCTION,
};

function fromEnvironment(environment: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = environment[name]?.trim();
  if (text === undefined || text === '') return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (MILLISECONDS.accepts(value)) return value;
  const error = new Error(`${name}: expected whole milliseconds from 0 to ${LONGEST}, got ${show(text)}`);
  error.name = 'ConfigurationError';
  throw error;
}

function show(value: unknown): string {
  return typeof value === 'string'
    ? JSON.stringify(value)
    : Array.isArray(value)
      ? `[${value.map(show).join(', ')}]`
      : String(value);
}
