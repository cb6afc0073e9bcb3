import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { median } from './median.mjs';
import { nodeBinary } from './node-binary.mjs';

const command = fileURLToPath(new URL('../packages/seaworthy/bin/seaworthy.js', import.meta.url));
const patient = fileURLToPath(new URL('doctor/patient.mjs', import.meta.url));

const HEAPS = [20, 100, 200];
const MODES = [
  { mode: 'doctor', flags: [] },
  { mode: 'doctor --memory', flags: ['--memory'] },
  { mode: 'doctor --deep --yes', flags: ['--deep', '--yes'] },
];

/** What an examination costs the process: how long it takes, and the longest pause, by its own word and seen from inside. */
export async function measure({ quick, rounds = quick ? 1 : 3, node }) {
  if (!existsSync(new URL('../packages/seaworthy/dist/', import.meta.url)))
    throw new Error(
      'expected packages/seaworthy/dist, got nothing there: run "npm run build" at the root first',
    );
  const binary = nodeBinary(node);
  const samples = [];
  for (let round = 1; round <= rounds; round += 1)
    for (const heap of HEAPS)
      for (const { mode, flags } of quick ? MODES.slice(0, 2) : MODES) {
        console.log(`round ${round}/${rounds} ${heap} MB, ${mode}`);
        samples.push({ heap, mode, ...(await examination(binary, heap, flags)) });
      }
  return {
    title: 'What the doctor costs the process it examines',
    markdown: table(samples),
    data: samples,
    keepAs: quick ? undefined : 'doctor',
  };
}

async function examination(binary, heap, flags) {
  const child = spawn(binary, ['--inspect-port=0', patient], {
    env: { ...process.env, HEAP_MB: String(heap) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  const said = async (pattern) => {
    while (!pattern.test(text)) await sleep(10);
    return Number(pattern.exec(text)[1]);
  };
  try {
    await said(/listening on (\d+)/);
    // As late as its timers are without a doctor.
    await sleep(1_000);
    child.kill('SIGUSR2');
    const alone = await said(/late ([\d.]+)/);
    const { examination: seen } = JSON.parse(await doctor(child.pid, flags));
    text = '';
    child.kill('SIGUSR2');
    return { ms: seen.ms, told: seen.longestPause, inside: await said(/late ([\d.]+)/), alone };
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

/** Exit code 1 is a finding. */
function doctor(pid, flags) {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [command, 'doctor', String(pid), '--json', ...flags],
      { maxBuffer: 1e8 },
      (error, out) => (out === '' ? reject(error) : resolve(out)),
    );
  });
}

function table(samples) {
  const rows = [...new Set(samples.map(({ heap, mode }) => `${heap}|${mode}`))].map((key) => {
    const [heap, mode] = key.split('|');
    const mine = samples.filter((sample) => sample.mode === mode && sample.heap === Number(heap));
    const of = (name) => median(mine.map((sample) => sample[name]));
    return `| ${heap} MB | ${mode} | ${(of('ms') / 1000).toFixed(1)} s | ${of('told').toFixed(0)} ms | ${of('inside').toFixed(0)} ms | ${of('alone').toFixed(0)} ms |`;
  });
  return [
    '| heap | | takes | longest pause, as it says | longest delay of a timer in the process | without a doctor |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
