import { describe, expect, test } from 'vitest';
import { settingsOf, type ShutdownOptions } from '../../src/lifecycle/shutdown-options.ts';

describe('settingsOf', () => {
  test('has a default for everything', () => {
    expect(settingsOf({}, {})).toMatchObject({
      timeout: 10_000,
      drainDelay: 0,
      idleGrace: 250,
      closeTimeout: 5000,
      signals: ['SIGTERM', 'SIGINT'],
      fatal: true,
    });
  });

  test('reads DRAIN_DELAY and SHUTDOWN_TIMEOUT; an option wins, an empty variable is none', () => {
    const environment = { DRAIN_DELAY: '5000', SHUTDOWN_TIMEOUT: '20000' };
    expect(settingsOf({}, environment)).toMatchObject({ drainDelay: 5000, timeout: 20_000 });
    expect(settingsOf({ drainDelay: 1 }, environment)).toMatchObject({ drainDelay: 1, timeout: 20_000 });
    expect(settingsOf({}, { DRAIN_DELAY: ' ' })).toMatchObject({ drainDelay: 0 });
  });

  test.each(['abc', '5s', '-1', '1.5', '99999999999'])('refuses DRAIN_DELAY=%s', (text) => {
    const message = `DRAIN_DELAY: expected whole milliseconds from 0 to 2147483647, got "${text}"`;
    expect(() => settingsOf({}, { DRAIN_DELAY: text })).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', message }),
    );
  });

  test.each<[unknown, string]>([
    [{ timeout: '5s' }, 'option "timeout": expected milliseconds, a number from 0 to 2147483647, got "5s"'],
    [{ idleGrace: -1 }, 'option "idleGrace": expected milliseconds, a number from 0 to 2147483647, got -1'],
    [{ closeTimeout: Infinity }, 'option "closeTimeout": expected milliseconds'],
    [{ drainDelay: NaN }, 'got NaN'],
    [
      { signals: ['SIGKILL'] },
      'option "signals": expected names of signals that can be caught, e.g. ["SIGTERM"], got ["SIGKILL"]',
    ],
    [{ signals: 'SIGTERM' }, 'got "SIGTERM"'],
    [{ fatal: 1 }, 'option "fatal": expected true or false, got 1'],
    [{ exit: 0 }, 'option "exit": expected a function, got 0'],
    [{ log: { info() {} } }, 'option "log": expected a log with info, warn, error and fatal'],
    [{ drainTimeout: 1 }, 'shutdown: expected options timeout, drainDelay,'],
  ])('refuses %j', (options, message) => {
    expect(() => settingsOf(options as ShutdownOptions, {})).toThrow(TypeError);
    expect(() => settingsOf(options as ShutdownOptions, {})).toThrow(message);
  });
});
