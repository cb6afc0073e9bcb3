import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Diagnosis } from '../../src/doctor/diagnose.ts';
import { marked, TARGET_NODE } from './patients.ts';

const COMMAND = fileURLToPath(new URL('../../bin/seaworthy.js', import.meta.url));
const SICK = 'timers-pile-up.cjs';
const MAY_UNSHARE = spawnSync('unshare', ['-p', '-f', '--mount-proc', 'true']).status === 0;

it.skipIf(!MAY_UNSHARE)('in a container, where the process is number 2 and its heap has 200 MB', async () => {
  const program = fileURLToPath(new URL(`../../../../subjects/sick/${SICK}`, import.meta.url));
  // The first process of a namespace takes all others with it when it ends.
  const script = `
    "$1" --max-old-space-size=200 "$2" > "$4" 2>&1 &
    until grep -q listening "$4"; do sleep 0.05; done
    port=$(grep -om1 '[0-9]*$' "$4")
    "$1" -e 'setInterval(() => fetch("http://127.0.0.1:" + process.argv[1]).then((r) => r.text()), 20)' "$port" &
    "$5" "$3" doctor 2 --json`;
  const output = execFileSync('mktemp', { encoding: 'utf8' }).trim();
  const inside = spawn(
    'unshare',
    [
      '-p',
      '-f',
      '--mount-proc',
      'bash',
      '-c',
      script,
      'bash',
      TARGET_NODE,
      program,
      COMMAND,
      output,
      process.execPath,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let text = '';
  inside.stdout.on('data', (chunk) => (text += chunk));
  const [code] = await once(inside, 'close');
  execFileSync('rm', [output]);
  const { findings } = JSON.parse(text) as Diagnosis;
  const { rule, site } = marked(SICK);
  expect(findings.map((finding) => [finding.rule, finding.site])).toContainEqual([rule, site]);
  expect(code).toBe(1);
});
