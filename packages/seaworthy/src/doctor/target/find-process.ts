import { basename } from 'node:path';
import { processEntry } from '../../lab/proc.ts';
import { maskedCommand } from '../../report/mask.ts';
import { oneLine } from '../../report/printable.ts';
import { nodeProcess, nodeProcesses, type NodeProcess } from './node-process.ts';
import { CannotAttach } from './cannot-attach.ts';

/** The Node process that a pid, a port or a script's name means. Throws {@link CannotAttach} unless it is exactly one. */
export function findProcess(wanted: string): NodeProcess {
  const found = /^:?\d+$/.test(wanted) ? byNumber(wanted) : byName(wanted);
  const [only, ...more] = found;
  if (only === undefined) throw new CannotAttach(nothing(wanted));
  if (more.length > 0)
    throw new CannotAttach(
      `${wanted} means ${found.length} processes; name one by its pid:\n${listed(found)}`,
    );
  return only;
}

/** One line per process: pid, ports, command. */
export function listed(processes: readonly NodeProcess[]): string {
  return processes
    .map(({ pid, ports, command }) => {
      const on = ports.length === 0 ? '' : `port ${ports.join(', ')}`;
      return `  ${String(pid).padStart(7)}  ${on.padEnd(12)}  ${oneLine(maskedCommand(command).join(' '), 100)}`;
    })
    .join('\n');
}

/** A number is a pid if a process has it, else a port; `:3000` is a port. */
function byNumber(wanted: string): NodeProcess[] {
  if (!wanted.startsWith(':')) {
    const pid = Number(wanted);
    if (processEntry(pid) !== undefined) {
      const found = nodeProcess(pid);
      if (found === undefined)
        throw new CannotAttach(`Process ${pid} is not Node, or belongs to another user.`);
      return [found];
    }
  }
  const port = Number(wanted.replace(':', ''));
  return nodeProcesses().filter(({ ports }) => ports.includes(port));
}

function byName(wanted: string): NodeProcess[] {
  return nodeProcesses().filter(
    ({ script }) =>
      script !== undefined &&
      (script === wanted || basename(script) === wanted || script.endsWith(`/${wanted}`)),
  );
}

function nothing(wanted: string): string {
  const all = nodeProcesses();
  const known =
    all.length === 0 ? 'No Node process of this user runs here.' : `These run here:\n${listed(all)}`;
  return `No Node process has the pid, port or script name ${wanted}. ${known}`;
}
