import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';

const SICK = fileURLToPath(new URL('../../../../subjects/sick/', import.meta.url));

/** A program of `subjects/sick` that runs, with requests coming in until it is disposed of. */
export interface Patient extends AsyncDisposable {
  pid: number;
  /** What it wrote. */
  output(): string;
  alive(): boolean;
  signal(name: NodeJS.Signals): void;
}

export interface PatientOptions {
  env?: Record<string, string | undefined>;
  flags?: string[];
  /** Of its inspector. Default 0: any that is free, so that several can be examined at once. */
  inspectPort?: number;
  /** A program that starts Node, with its own words. */
  within?: string[];
  /** Requests per second. Default 40. */
  rate?: number;
}

/** The Node that patients run on; the doctor runs on the one of the tests. */
export const TARGET_NODE = process.env['SEAWORTHY_TARGET_NODE'] ?? process.execPath;

/** Starts a program of `subjects/sick`, or one by its whole path. */
export async function patient(
  file: string,
  { env = {}, flags = [], inspectPort = 0, within = [], rate = 40 }: PatientOptions = {},
): Promise<Patient> {
  const [program, ...words] = [
    ...within,
    TARGET_NODE,
    `--inspect-port=${inspectPort}`,
    ...flags,
    isAbsolute(file) ? file : SICK + file,
  ];
  const child = spawn(program!, words, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  const ended = once(child, 'exit');
  const up = new Promise<void>((resolve) => {
    child.stdout.on('data', () => /listening on|working/.test(text) && resolve());
  });
  const ends = ended.then(([code, signal]) => {
    throw new Error(`${file} ended with ${code ?? signal}:\n${text}`);
  });
  // Once it is up, its end is nobody's business but the test's.
  ends.catch(() => {});
  await Promise.race([up, ends]);
  const port = Number(/listening on (\d+)/.exec(text)?.[1]);
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const timer = Number.isNaN(port)
    ? undefined
    : setInterval(() => {
        get({ host: '127.0.0.1', port, agent }, (response) => response.resume()).on('error', () => {});
      }, 1000 / rate);
  return {
    pid: child.pid!,
    output: () => text,
    alive: () => child.exitCode === null && child.signalCode === null,
    signal: (name) => void child.kill(name),
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      agent.destroy();
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The line of a program that is marked as its disease. */
export function marked(file: string): { rule: string; site: string } {
  const lines = readFileSync(SICK + file, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.includes('// disease: '));
  const [, rule = ''] = /\/\/ disease: (\S+)/.exec(lines[at] ?? '') ?? [];
  return { rule, site: `${SICK}${file}:${at + 1}` };
}
