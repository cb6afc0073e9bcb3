import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';

interface Finding {
  outcome: string;
  accepted?: boolean;
  level: string;
  id: string;
  actual?: string;
}

/**
 * What `npx seaworthy check` holds against the service in a folder, shoulds included, which leave its exit code at 0. A
 * busy machine may make a service look slow, so what failed is looked at once more.
 */
export async function unfit(folder: string, env: NodeJS.ProcessEnv = {}): Promise<string[]> {
  const first = await failures(folder, env);
  return first.length === 0 ? first : failures(folder, env);
}

async function failures(folder: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const report = join(folder, 'report.json');
  const { code, output } = await run(
    'npx',
    ['seaworthy', 'check', '--quiet', `--json=${report}`],
    folder,
    env,
  );
  // 2: it could not judge everything.
  if (code === 2) return [output];
  const { findings } = JSON.parse(readFileSync(report, 'utf8')) as { findings: Finding[] };
  rmSync(report);
  return findings
    .filter(({ outcome, accepted }) => outcome === 'fail' && accepted !== true)
    .map(({ level, id, actual }) => `${level} ${id}: ${actual}`);
}
