import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../packages/seaworthy/bin/seaworthy.js', import.meta.url));
/** How the progress tells that an experiment is over, and the rules that needed no other are judged. */
const EXPERIMENT_IS_OVER = /^\[\d+\/\d+\].*\(\d+\.\d s\)$/;

/** One whole `seaworthy check`, from the start of the command: `{ first, total, experiments, judged, score }`, times in ms. */
export async function oneCheck({ name, cwd, command: start, env, config }, node) {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-bench-check-'));
  const [told, report] = [join(folder, 'seaworthy.config.json'), join(folder, 'report.json')];
  writeFileSync(told, JSON.stringify({ ...config, command: start, cwd, env }));
  const since = performance.now();
  const child = spawn(node, [command, 'check', '--config', told, `--json=${report}`], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  let [first, experiments, said] = [undefined, 0, ''];
  for await (const line of createInterface({ input: child.stderr })) {
    said += `${line}\n`;
    if (!EXPERIMENT_IS_OVER.test(line)) continue;
    experiments += 1;
    first ??= performance.now() - since;
  }
  const [code] = await exited;
  const total = performance.now() - since;
  try {
    if (code !== 0 && code !== 1)
      throw new Error(`expected check to judge ${name}, got exit code ${code}:\n${said.slice(-2000)}`);
    const { findings, score } = JSON.parse(readFileSync(report, 'utf8'));
    const judged = findings.filter(({ outcome }) => outcome === 'pass' || outcome === 'fail').length;
    return { first, total, experiments, judged, score: score.total };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
