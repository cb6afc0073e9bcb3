import { setTimeout as sleep } from 'node:timers/promises';
import { watchLines } from '../doctor/report/watch-lines.ts';
import { CannotAttach } from '../doctor/target/cannot-attach.ts';
import type { NodeProcess } from '../doctor/target/node-process.ts';
import { Target } from '../doctor/target/target.ts';
import { watch, type Beat } from '../doctor/watch.ts';
import { processEntry } from '../lab/proc.ts';
import { jsonText } from '../report/json-text.ts';
import { maskedCommand } from '../report/mask.ts';
import { oneLine } from '../report/printable.ts';
import { wantsColor } from '../report/terminal/paint.ts';
import { LiveScreen } from './progress/live-screen.ts';

/** Shows how a process does until it ends or `signal` aborts: graphs on a terminal, else a line of JSON per second. */
export async function watched(found: NodeProcess, signal: AbortSignal): Promise<number> {
  const target = await Target.attach(found);
  try {
    // Node waits at its end until nobody is attached.
    await using _attached = target;
    await show(target, signal);
  } catch (error) {
    if (!(error instanceof CannotAttach && (await isEnding(found.pid)))) throw error;
    process.stderr.write(`Process ${found.pid} ended.\n`);
  }
  return 0;
}

async function show(target: Target, signal: AbortSignal): Promise<void> {
  const { stdout } = process;
  const { pid, command } = target.process;
  const color = wantsColor(stdout, process.env);
  const beats: Beat[] = [];
  const lines = () => watchLines(beats, stdout.columns, color);
  if (stdout.isTTY)
    stdout.write(
      `${`process ${pid}  ${oneLine(maskedCommand(command).join(' '))}`.slice(0, stdout.columns - 1)}\n`,
    );
  const screen = stdout.isTTY ? new LiveScreen(stdout, lines) : undefined;
  try {
    for await (const beat of watch(target, signal)) {
      beats.push(beat);
      if (beats.length > 120) beats.shift();
      if (screen === undefined) stdout.write(jsonText(beat));
      else screen.draw();
    }
  } finally {
    screen?.end();
    if (screen !== undefined) stdout.write(`${lines().join('\n')}\n`);
  }
}

/** Its inspector goes some moments before it does. */
async function isEnding(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 40; tries++) {
    if (processEntry(pid)?.zombie !== false) return true;
    await sleep(50);
  }
  return false;
}
