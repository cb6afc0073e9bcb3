import { expect, test } from 'vitest';
import { seaworthy } from './seaworthy.ts';

test('the version comes in well under 200 ms, the start of Node included', async () => {
  const runs = [];
  for (let run = 0; run < 3; run++) runs.push(await seaworthy(['--version']));
  expect(runs[0]).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    stderr: '',
  });
  expect(Math.min(...runs.map(({ ms }) => ms))).toBeLessThan(200);
});

test.each([
  [['--help']],
  [['check', '--help']],
  [['judge', '-h']],
  [['explain', '--help']],
  [['list', '--help']],
])('%j prints help with the usage to stdout', async (args) => {
  const { code, stdout, stderr } = await seaworthy(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Usage\n');
});

test('no command at all is no success', async () => {
  const { code, stdout } = await seaworthy([]);
  expect(code).toBe(2);
  expect(stdout).toContain('seaworthy check -- node server.js');
});

test.each([
  ['chekc', 'chekc is not a command; did you mean check?'],
  ['--versoin', '--versoin is not a flag; did you mean --version?'],
  ['-- node server.mjs', 'Did you mean: seaworthy check -- node server.mjs'],
  ['http://localhost:3000', 'Did you mean: seaworthy check http://localhost:3000'],
  ['check --onyl http', '--onyl is not a flag; did you mean --only?'],
  ['check --only', '--only needs a value: --only rules.'],
  ['check --slow=yes', '--slow takes no value, got "yes".'],
  ['check node server.mjs', 'Did you mean: seaworthy check -- node server.mjs'],
  ['check --', 'Expected a command behind --, got none'],
  ['check http://a http://b', 'Expected one URL, got http://a and http://b.'],
  ['check --port many', '--port: expected a whole number above 0, got many.'],
  ['check --level shuold', 'expected one of must, should, may, got "shuold"; did you mean should?'],
  ['check --only htpt', 'only: htpt is not a rule or topic; did you mean http?'],
  ['check --env PORT', 'Expected --env NAME=value, got PORT.'],
  [
    'check --dependency NOT_SET_URL',
    'NOT_SET_URL is not set. Set it, or write --dependency NOT_SET_URL=embedded',
  ],
  ['check --json --sarif', '--json and --sarif both want stdout: give one of them a file, --sarif=<file>.'],
  ['check --baseline none.json', 'The baseline none.json cannot be read'],
  ['check --config none.mjs', 'There is no none.mjs in'],
  ['check http://localhost:3000/api', 'expected an origin such as http://localhost:3000, got a path too'],
  ['judge', 'Expected one saved run: seaworthy judge run.json'],
  ['judge seaworthy.config.mjs', 'seaworthy.config.mjs cannot be read'],
  ['explain http/hides-its-famework', 'is not a rule; did you mean http/hides-its-framework?'],
  ['list everything', 'seaworthy list takes no everything'],
])('seaworthy %s: exit 2 and one line that says what to do', async (line, message) => {
  const { code, stdout, stderr } = await seaworthy(line.split(' '));
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('a folder with nothing to start says what it looked for and what to give', async () => {
  const { code, stderr } = await seaworthy(['check'], { cwd: '/' });
  expect(code).toBe(2);
  expect(stderr).toContain('Nothing in / says how to start a service.');
  expect(stderr).toContain('seaworthy check -- node server.js');
});
