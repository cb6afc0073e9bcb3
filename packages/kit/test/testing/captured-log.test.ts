import { expect, it } from 'vitest';
import { runWith } from '../../src/context/context.ts';
import { log } from '../../src/logging/logger.ts';
import { captureLog } from '../../src/testing/captured-log.ts';

it('collects lines as objects, with the id of the context', () => {
  using captured = captureLog();
  runWith({ requestId: 'job-1' }, () => log.warn({ count: 2 }, 'counted'));
  expect(captured.lines).toMatchObject([{ level: 'warn', msg: 'counted', count: 2, requestId: 'job-1' }]);
  expect(captured.text).toMatch(/^\{.*\}\n$/);
});

it('waits for a line that comes later', async () => {
  using captured = captureLog();
  setImmediate(() => log.info('later'));
  expect(await captured.line({ msg: 'later' })).toMatchObject({ level: 'info' });
  expect(await captured.line(({ msg }) => msg === 'later')).toMatchObject({ level: 'info' });
});

it('shows the lines when the wanted one does not come', async () => {
  using captured = captureLog();
  log.info('another');
  await expect(captured.line({ msg: 'wanted' }, 20)).rejects.toThrow(
    /Expected a log line with \{"msg":"wanted"\} within 20 ms, got:\n.*another/,
  );
});

it('gives the log back to whoever had it', () => {
  using outer = captureLog();
  {
    using inner = captureLog();
    log.info('inner');
    expect(inner.lines).toHaveLength(1);
  }
  log.info('outer');
  expect(outer.lines).toMatchObject([{ msg: 'outer' }]);
});
