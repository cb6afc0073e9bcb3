import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { seaworthy, service } from './seaworthy.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'seaworthy-cli-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const outcomes = ({ findings }: Report) =>
  Object.fromEntries(findings.map(({ id, outcome }) => [id, outcome]));

test('a must that fails: exit 1, the report on stdout, plain progress on stderr, no colour', async () => {
  const { code, stdout, stderr } = await seaworthy(['check']);
  expect(code).toBe(1);
  expect(stdout).toContain('http/hides-its-framework');
  expect(stdout).toContain('X-Powered-By: tests');
  expect(stderr).toMatch(/^starts node server\.mjs\nlearns what the service offers\n\[\d\/3\] /);
  expect(stderr).toContain('  fails: must http/hides-its-framework\n');
  // oxlint-disable-next-line no-control-regex -- escapes are what must not be there
  expect(stdout + stderr).not.toMatch(/\u001b/);
});

test('without the failing rule: exit 0', async () => {
  const { code } = await seaworthy(['check', '--skip', 'http/hides-*', '--quiet']);
  expect(code).toBe(0);
});

test('--quiet has no progress, and a command behind -- replaces the configured one', async () => {
  const args = ['check', '--quiet', '--json', '--', process.execPath, 'server.mjs', '--again'];
  const { stdout, stderr } = await seaworthy(args);
  expect(stderr).toBe('');
  const report = JSON.parse(stdout) as Report;
  expect(report.service.command).toBe(`${process.execPath} server.mjs --again`);
  expect(report.service.started).toMatch(/^on port \d+, ready after \d+ ms$/);
  expect(outcomes(report)).toEqual({
    'http/hides-its-framework': 'fail',
    'shutdown/ends-at-sigterm': 'pass',
    'http/answers': 'pass',
    'dependencies/counts': 'inapplicable',
  });
});

test('--env reaches the service', async () => {
  const { code, stdout } = await seaworthy([
    'check',
    '--quiet',
    '--only',
    'shutdown/ends-at-sigterm',
    '--env',
    'IGNORE_SIGTERM=1',
  ]);
  expect(code).toBe(1);
  expect(stdout).toContain('it is alive after 2 s');
});

test('a saved run is judged again without the service, with the same findings', async () => {
  const file = join(folder, 'run.json');
  const checked = await seaworthy(['check', '--quiet', '--json', '--save', file]);
  const judged = await seaworthy(['judge', '--json', file]);
  expect(judged.code).toBe(1);
  const [before, after] = [checked, judged].map(({ stdout }) => (JSON.parse(stdout) as Report).findings);
  expect(after).toEqual(before);
});

test('a run that was made with rules that are not here says which', async () => {
  const file = join(folder, 'elsewhere.json');
  await seaworthy(['check', '--quiet', '--save', file]);
  const { stdout } = await seaworthy(['judge', '--json', file], { cwd: folder });
  const { findings, notes } = JSON.parse(stdout) as Report;
  expect(findings).toEqual([]);
  expect(notes).toContainEqual(
    expect.stringContaining('http/answers was judged in the saved run, but is not a rule here'),
  );
});

test('with a baseline only new failures count, and what passes by now is named', async () => {
  const file = join(folder, 'baseline.json');
  const written = await seaworthy(['check', '--quiet', '--baseline', file, '--update-baseline']);
  expect(written.code).toBe(0);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    version: 1,
    failures: ['http/hides-its-framework'],
  });
  expect((await seaworthy(['check', '--quiet', '--baseline', file])).code).toBe(0);
  writeFileSync(file, '{ "version": 1, "failures": ["http/answers"] }');
  const { code, stdout } = await seaworthy(['check', '--quiet', '--json', '--baseline', file]);
  expect(code).toBe(1);
  expect((JSON.parse(stdout) as Report).notes).toContainEqual(
    expect.stringContaining('http/answers is in the baseline, but it passes now'),
  );
});

/** The configuration of the service with acceptances; gives its path. */
const accepting = (until: string): string => {
  const file = join(folder, `accept-${until}.mjs`);
  const base = JSON.stringify(join(service, 'seaworthy.config.mjs'));
  const rules = JSON.stringify([join(service, 'rules/*.mjs')]);
  writeFileSync(
    file,
    `import base from ${base};
export default { ...base, cwd: ${JSON.stringify(service)}, rules: ${rules},
accept: { 'http/hides-its-framework': { reason: 'the edge strips it', until: '${until}' }, 'http/answers': 'why not' } };`,
  );
  return file;
};

test('an accepted failure does not fail the run until it expires', async () => {
  const holds = await seaworthy(['check', '--quiet', '--json', '--config', accepting('2999-12-31')]);
  expect(holds.code).toBe(0);
  expect((JSON.parse(holds.stdout) as Report).notes).toContain(
    'http/answers is accepted in the configuration, but it passes: remove it from accept.',
  );
  const over = await seaworthy(['check', '--quiet', '--config', accepting('2020-01-01')]);
  expect(over.code).toBe(1);
  expect(over.stdout).toContain('the edge strips it');
});

test('--dry-run says what would be done, and does nothing', async () => {
  const { code, stdout } = await seaworthy(['check', '--dry-run', '--', 'false']);
  expect(code).toBe(0);
  expect(stdout).toBe(`Would start \`false\` about 2 times for 4 rules.

To a process that is left as it was found
  sends GET /  (2 rules)

To a process of its own, which may not survive
  sends SIGTERM while nothing is open  (1 rule)

Not done
  counts the connections to the dependency: no --dependency is given
`);
});

test('a running service is asked, never stopped', async () => {
  const methods = new Set<string>();
  const server = createServer((request, response) => {
    methods.add(request.method!);
    response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, stdout } = await seaworthy(['check', '--quiet', '--json', url]);
    expect(code).toBe(0);
    expect(outcomes(JSON.parse(stdout) as Report)).toMatchObject({
      'http/answers': 'pass',
      'shutdown/ends-at-sigterm': 'inapplicable',
    });
    expect([...methods]).toEqual(['GET']);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test.each([
  [['http://127.0.0.1:1'], 'http://127.0.0.1:1 gives no HTTP answer (ECONNREFUSED)'],
  [['--', 'no-such-program-anywhere'], 'there is no program `no-such-program-anywhere`'],
  [['--', process.execPath, '-e', 'console.error("no luck"); process.exit(3)'], 'exited with code 3'],
  [
    ['--timeout', '1', '--', process.execPath, '-e', 'setInterval(() => {}, 1000)'],
    'listened on no TCP port within 1000 ms',
  ],
])('%j cannot be judged: exit 2 and a sentence', async (args, sentence) => {
  const { code, stdout, stderr } = await seaworthy(['check', '--quiet', ...args]);
  expect(stderr).toContain(sentence);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test.each([
  ['SIGINT', 130, 'starts '],
  ['SIGINT', 130, 'learns '],
  ['SIGTERM', 143, '[2/3]'],
] as const)(
  '%s ends the run with %i when it %s, and leaves no process behind',
  async (signal, expected, moment) => {
    const mark = `--mark=${Math.random().toString(36).slice(2)}`;
    let sent = false;
    const { code, stderr, ms } = await seaworthy(
      ['check', '--env', 'IGNORE_SIGTERM=1', '--', process.execPath, 'server.mjs', mark],
      {
        onStderr: (text, kill) => {
          if (sent || !text.includes(moment)) return;
          sent = true;
          kill(signal);
        },
      },
    );
    expect({ code, sent }).toEqual({ code: expected, sent: true });
    expect(stderr).toContain('Stopping, and closing what was started.');
    expect(ms).toBeLessThan(10_000);
    expect(processesWith(mark)).toEqual([]);
  },
);

/** Command lines of living processes that carry the mark. */
function processesWith(mark: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    })
    .filter((line) => line.includes(mark));
}
