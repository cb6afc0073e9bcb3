// Checks the reference service again and again while every core is kept busy, and says which verdicts changed from run
// to run: node scripts/steady.mjs [--runs 20] [--busy 2] [--keep folder]. Exit 1 when one changed, failed or broke.
// Needs `npm run build`. `--keep` saves each run, for `seaworthy judge` and for whoever has to explain a change.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    busy: { type: 'string', default: String(availableParallelism()) },
    keep: { type: 'string' },
  },
});
const folder = values.keep === undefined ? mkdtempSync(join(tmpdir(), 'steady-')) : resolve(values.keep);
mkdirSync(folder, { recursive: true });
// Threads, so that they end with this process however it ends.
const busy = Array.from({ length: Number(values.busy) }, () => new Worker('for (;;);', { eval: true }));

/** By rule: the verdict of each run. */
const verdicts = new Map();
try {
  for (let run = 1; run <= Number(values.runs); run += 1) {
    const file = join(folder, `run-${run}.json`);
    await checked(file);
    const { findings, ms } = JSON.parse(readFileSync(file, 'utf8'));
    for (const { id, outcome, actual, reason } of findings) {
      if (!verdicts.has(id)) verdicts.set(id, []);
      verdicts.get(id).push({ run, outcome, why: actual ?? reason ?? '' });
    }
    const load = loadavg()[0].toFixed(1);
    console.log(`run ${run}: ${Math.round(ms / 1000)} s, load ${load}: ${counts(findings)}`);
  }
} finally {
  await Promise.all(busy.map((worker) => worker.terminate()));
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}

const unsteady = [...verdicts].filter(([, all]) => {
  const { outcome } = all[0];
  return (
    all.length < Number(values.runs) ||
    !/^(pass|inapplicable)$/.test(outcome) ||
    all.some((one) => one.outcome !== outcome)
  );
});
for (const [id, all] of unsteady) {
  console.log(`\n${id}: ${counts(all)}`);
  for (const { run, outcome, why } of all.filter((one) => one.outcome !== 'pass'))
    console.log(`  run ${run}: ${outcome}: ${why}`);
}
console.log(`\n${verdicts.size} rules, ${values.runs} runs: ${unsteady.length} not steady`);
process.exitCode = verdicts.size > 0 && unsteady.length === 0 ? 0 : 1;

/** One run of the command; its exit code says what the report says too. */
function checked(file) {
  rmSync(file, { force: true });
  const command = [
    'packages/seaworthy/dist/cli/main.js',
    'check',
    '--quiet',
    '--level',
    'may',
    `--save=${file}`,
  ];
  const service = [
    '--dependency',
    'DATABASE_URL=embedded',
    '--',
    process.execPath,
    'subjects/reference/server.mjs',
  ];
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, [...command, ...service], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', settle);
  });
}

function counts(all) {
  const by = {};
  for (const { outcome } of all) by[outcome] = (by[outcome] ?? 0) + 1;
  return Object.entries(by)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ');
}
