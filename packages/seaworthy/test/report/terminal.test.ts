import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { duration } from '../../src/report/duration.ts';
import { headline } from '../../src/report/tally.ts';
import { terminal } from '../../src/report/terminal.ts';
import { wantsColor } from '../../src/report/terminal/paint.ts';
import { wrap } from '../../src/report/terminal/wrap.ts';
import { hostile, sample } from './sample/sample.ts';

describe('the terminal report', () => {
  const text = terminal(sample());

  it('shows of a failure what was expected, what happened, how to see it again and what to do', () => {
    const from = text.indexOf('✗ MUST   errors/hides-internals');
    const shown = text.slice(from, text.indexOf('\n\n', from));
    expect(shown.replace(/\d+(\.\d)? ms/g, 'n ms').replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:n')).toBe(
      `✗ MUST   errors/hides-internals
           An error tells nothing about the inside of the service
           expected   an error body without internal addresses
           actual     the address of a dependency, 127.0.0.1:n, in 2 answers
           evidence   GET /users → 500 (n ms)
                      GET /users → 500 (n ms)
           reproduce
    PORT=3000 REDIS_URL=redis://shop:***@127.0.0.1:n/0 node shop.mjs &
    # now the dependency fails: REDIS_URL: refuses new connections
    curl -i 'http://localhost:3000/users'
           fix        (express) Make it answer unexpected errors with one fixed text with
                      \`app.use(errorHandler())\` after the last route.`,
    );
  });

  it('needs one line for the passes of a topic', () => {
    expect(text).toContain('\nhttp  1 of 1\n  ✓ head-works\n');
    expect(text).not.toContain('HEAD works wherever GET works');
  });

  it('groups what was not judged by its reason', () => {
    expect(text).toMatch(
      /· 3 without a say\n {6}the process was already gone\n {8}shutdown\/refuses-new-work\n {6}no OpenAPI document[^]*?\n {8}docs\/describes-itself, docs\/names-its-errors\n/,
    );
    expect(text).toContain('? 2 unclear\n      could not establish that the service has a slow route\n');
    expect(text).toContain('! 1 broken (our fault)\n');
  });

  it('ends with the score, the counts and one sentence', () => {
    expect(text.split('\n').slice(-3).join(' ').replace(/\s+/g, ' ')).toBe(
      '28 % 4 passed, 7 failed (5 must, 1 should, 1 may, 2 of them accepted), 2 unclear, 3 do not apply, 1 broken ' +
        'Not fit for production: 4 musts fail.',
    );
  });

  it('says which failures are accepted, which no longer are, and which are old', () => {
    expect(text).toContain('accepted until 2999-12-31: the gateway rewrites it, see SHOP-112');
    expect(text).toContain('accepted until 2020-01-31, which is over: the gateway adds it');
    expect(text).toContain('known since the baseline was written');
  });

  it('tells with --verbose every pass and what happened, each story once', () => {
    const verbose = terminal(sample(), { verbose: true });
    expect(verbose).toContain('HEAD works wherever GET works');
    expect(verbose).toContain('(310 ms)');
    expect(verbose).toMatch(/\d+ ms {2}SIGTERM\n/);
    expect(verbose).toMatch(/\d+ ms {2}POST \/users held open \(100 Continue\)\n/);
    expect(verbose.match(/held open/g)).toHaveLength(3);
  });

  it.each([60, 80, 100])('wraps at %i columns, except what is there to be copied', (columns) => {
    const lines = terminal(sample(), { columns, verbose: true }).split('\n');
    const long = lines.filter((line) => line.length > columns);
    for (const line of long) expect(line).toMatch(/PORT=3000|printf|curl|kill|# now|^ {6}(?:-H|--data)/);
  });

  it('never wraps later than at 100', () => {
    expect(terminal(sample(), { columns: 300 })).toBe(terminal(sample(), { columns: 100 }));
  });

  it('colours only when it is told to, and the words stay the same', () => {
    expect(text).not.toContain('\u001b');
    const coloured = terminal(sample(), { color: true });
    expect(coloured).toContain('\u001b[1;31mMUST');
    expect(stripVTControlCharacters(coloured).replace(/ +$/gm, '')).toBe(text);
  });

  it('lets no service steer the terminal', () => {
    const shown = terminal(hostile('\u001b[2J\u001b]0;owned\u0007a\rb\u202ec\u0000'), { verbose: true });
    // oxlint-disable-next-line no-control-regex -- they are what must not be there
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

it('does not call a service fit when few rules had a say', () => {
  const report = sample();
  report.findings = report.findings
    .filter(({ outcome }) => outcome === 'inapplicable' || outcome === 'pass')
    .slice(0, 5);
  expect(headline(report)).toBe('Fit for production: every rule that applies passes.');
  report.findings = sample().findings.filter(({ id }) => /^(?:docs|shutdown\/(?:refuses|exits))/.test(id));
  expect(headline(report)).toBe('No must fails, but only 1 of 4 rules had a say, which proves little.');
});

describe('colour', () => {
  it('is for terminals, unless NO_COLOR, CI or a dumb terminal says no; FORCE_COLOR decides alone', () => {
    const tty = { isTTY: true };
    expect(wantsColor(tty, {})).toBe(true);
    expect(wantsColor({}, {})).toBe(false);
    expect(wantsColor(tty, { NO_COLOR: '1' })).toBe(false);
    expect(wantsColor(tty, { NO_COLOR: '' })).toBe(true);
    expect(wantsColor(tty, { CI: 'true' })).toBe(false);
    expect(wantsColor(tty, { TERM: 'dumb' })).toBe(false);
    expect(wantsColor({}, { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(true);
    expect(wantsColor(tty, { FORCE_COLOR: '0' })).toBe(false);
  });
});

describe('wrapping', () => {
  it('breaks at spaces, cuts what is longer than a line, and keeps line ends', () => {
    expect(wrap('one two three', 10)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghijklm no', 10)).toEqual(['abcdefghij', 'klm no']);
    expect(wrap('a\n\nb', 10)).toEqual(['a', '', 'b']);
  });
});

describe('a duration', () => {
  it('is said as people say it', () => {
    expect([0.42, 12.3, 999, 999.7, 2140, 59_960, 65_000, 120_000].map(duration)).toEqual([
      '0.4 ms',
      '12 ms',
      '999 ms',
      '1 s',
      '2.1 s',
      '1 min',
      '1 min 5 s',
      '2 min',
    ]);
  });
});
