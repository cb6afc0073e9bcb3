import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFlags } from '../../packages/create/dist/flags.js';
import { CHECK_FLAGS } from '../../packages/seaworthy/dist/cli/check-flags.js';
import { DOCTOR_FLAGS } from '../../packages/seaworthy/dist/cli/doctor-flags.js';

/** Said once, and the same everywhere. */
const HARMLESS =
  /^(?:npm ci|npm init -y|npm pkg set type=module|npx tsc|mkdir \S+|cd \S+|git clone \S+|cp \.env\.example \.env)$/;

/**
 * Checks a `sh` block without running it, since it would install or start things: scripts exist in package.json,
 * packages are those of the lock file, files are there. `names` are the files that the document itself shows.
 * Throws an error about the first line that says something else.
 */
export function checkShell({ text }, root, names) {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

  const wrong = (command) => {
    if (HARMLESS.test(command)) return undefined;
    const words = command.split(' ');
    const [tool, verb, ...rest] = words;
    if (tool === 'npm' && (verb === 'start' || verb === 'test'))
      return verb in scripts ? undefined : `no script ${verb}`;
    if (tool === 'npm' && verb === 'run') return rest[0] in scripts ? undefined : `no script ${rest[0]}`;
    if (tool === 'npm' && verb === 'install') {
      const unknown = rest
        .filter((word) => !word.startsWith('-'))
        .find((name) => !(`node_modules/${name}` in packages));
      return unknown && `${unknown} is not in package-lock.json`;
    }
    if (command === 'npx seaworthy doctor' || command.startsWith('npx seaworthy doctor '))
      return wrongFlag('doctor', rest, DOCTOR_FLAGS);
    if (command.startsWith('npx seaworthy ')) return wrongFlag('check', rest, CHECK_FLAGS);
    if (command.startsWith('npm create seaworthy@latest ')) return wrongCreation(rest.slice(1));
    if (/^npx vitest run --(?:root|config) /.test(command))
      return existsSync(join(root, words[4])) ? undefined : `there is no ${words[4]}`;
    if (tool === 'node' || command.startsWith('npx tsx ')) {
      const file = (tool === 'node' ? verb : rest[0]).replace(/^dist\//, '').replace(/\.js$/, '.ts');
      return names.includes(file) || existsSync(join(root, file)) ? undefined : `there is no ${file}`;
    }
    if (tool === 'bash') return existsSync(join(root, verb)) ? undefined : `there is no ${verb}`;
    return 'not understood; teach scripts/docs/shell.mjs';
  };

  for (const written of text.split('\n')) {
    const bare = written.replace(/(^|\s)#.*$/, '').trim();
    for (const command of bare
      .split('&&')
      .map((part) => part.trim())
      .filter(Boolean)) {
      const words = command.replace(/^(?:[A-Z_]+=\S* )+/, '');
      const reason = wrong(words);
      if (reason !== undefined) throw new Error(`${words}: ${reason}`);
    }
  }
}

/** npm hands on what follows `--`. */
function wrongCreation(words) {
  try {
    parseFlags(words.filter((word) => word !== '--'));
  } catch (error) {
    return error.message;
  }
}

/** Before `--`, after which it is the service's command. */
function wrongFlag(name, words, known) {
  const mine = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  const flags = mine.filter((word) => word.startsWith('--')).map((word) => word.slice(2).split('=')[0]);
  const unknown = flags.find((flag) => !(flag in known));
  return unknown && `seaworthy ${name} has no --${unknown}`;
}
