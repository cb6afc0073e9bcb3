import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root, subjects } from './subjects.mjs';

/**
 * Builds what `subject` needs, once. `undefined` when it can be started, else a sentence that says why not and what
 * to do. Takes minutes the first time.
 */
export function prepare(subject) {
  const missing = subject.needs.filter((program) => !isThere(program));
  if (missing.length > 0) return `${subject.title} is skipped: install ${missing.join(' and ')} to run it.`;
  if (existsSync(join(root, subject.ready))) return undefined;
  if (subject.needs.includes('node') && !existsSync(join(root, 'node_modules'))) {
    return `${subject.title} is skipped: run \`npm ci --prefix subjects\` to install it.`;
  }
  for (const [program, ...options] of subject.prepare) {
    const { status, stderr, error } = spawnSync(program, options, { cwd: root, encoding: 'utf8' });
    if (status === 0) continue;
    const reason = error?.message ?? stderr.trim().split('\n').slice(-5).join('\n');
    return `${subject.title} is skipped: \`${[program, ...options].join(' ')}\` failed:\n${reason}`;
  }
  return undefined;
}

/** Command, folder and variables to start `subject` on `port`. */
export function startOf({ command, cwd, env }, port) {
  const [program, ...options] = command.map((word) => word.replaceAll('{port}', String(port)));
  return { program, options, cwd, env: { PORT: String(port), ...env } };
}

/** The subject of this name; throws when there is none. */
export function subjectNamed(name) {
  const found = subjects.find((subject) => subject.name === name);
  if (found !== undefined) return found;
  throw new Error(`Expected one of ${subjects.map((one) => one.name).join(', ')}, got ${name}`);
}

function isThere(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
