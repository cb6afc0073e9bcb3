import { describe, expect, it } from 'vitest';
import { runWith } from '../../src/context/context.ts';
import { levelFromEnvironment } from '../../src/logging/levels.ts';
import { log } from '../../src/logging/logger.ts';
import { captureLog } from '../../src/testing/captured-log.ts';

describe('the log', () => {
  it('writes the level as a word and the time with its zone', () => {
    using captured = captureLog();
    log.warn({ a: 1 }, 'hello');
    expect(captured.lines).toEqual([
      { level: 'warn', time: expect.stringMatching(/Z$/), a: 1, msg: 'hello' },
    ]);
  });

  it('puts the request id into the lines of a request, and only into those', () => {
    using captured = captureLog();
    runWith({ requestId: 'r-1' }, () => log.info('inside'));
    log.info('outside');
    expect(captured.lines.map(({ requestId }) => requestId)).toEqual(['r-1', undefined]);
  });

  it('writes errors with stack and causes, without secrets', () => {
    using captured = captureLog();
    log.error({ err: new Error('connect postgres://u:hunter2@db/x', { cause: new Error('why') }) }, 'failed');
    expect(captured.lines[0]).toMatchObject({ err: { type: 'Error', cause: { message: 'why' } } });
    expect(captured.text).not.toContain('hunter2');
  });

  it('does not let one line change the next', () => {
    using captured = captureLog();
    log.info({ first: true }, 'one');
    log.info('two');
    expect(captured.lines[1]).not.toHaveProperty('first');
  });
});

describe('LOG_LEVEL', () => {
  it.each([
    ['debug', 'debug'],
    ['WARN', 'warn'],
    ['silent', 'silent'],
    ['verbose', 'info'],
    [undefined, 'info'],
  ])('%s means %s', (value, level) => {
    expect(levelFromEnvironment(value)).toBe(level);
  });
});
