import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

/** The user that PostgreSQL runs as, since it refuses root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** How to start a program: spawn's first arguments and the ids. */
export interface Invocation {
  readonly command: string;
  readonly args: readonly string[];
  readonly ids: { uid?: number; gid?: number };
}

export type Runner = (program: string, args: readonly string[]) => Invocation;

/**
 * `undefined` for an ordinary user: PostgreSQL then runs as that user. For root: whoever the place belongs to,
 * so that a start with sudo leaves nothing that its owner cannot use, else `postgres`, else `nobody`.
 */
export function accountFor(directory: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = accounts();
  const owner = known.find(({ uid }) => uid === ownerOf(directory));
  const account =
    owner ?? known.find(({ name }) => name === 'postgres') ?? known.find(({ name }) => name === 'nobody');
  if (account !== undefined) return account;
  throw new EmbeddedPostgresError(
    'PostgreSQL refuses to run as root, and this system has neither a user `postgres` nor `nobody` to run it as: ' +
      'start as an ordinary user, or set DATABASE_URL to a database of your own',
  );
}

/** Root's files are often closed to everybody else; a program that may search folders still gets through. */
export function runnerFor(
  account: Account | undefined,
  directory: string,
  binaries: PostgresBinaries,
): Runner {
  if (account === undefined) return (command, args) => ({ command, args, ids: {} });
  const { uid, gid, name } = account;
  if ([directory, binaries.postgres].every((path) => open(path, account))) {
    return (command, args) => ({ command, args, ids: { uid, gid } });
  }
  const capability = searchCapability();
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find(executable);
  if (capability === undefined || setpriv === undefined) {
    throw new EmbeddedPostgresError(
      `PostgreSQL refuses to run as root, and the user \`${name}\` that it would run as cannot enter ${directory} ` +
        `or ${dirname(binaries.postgres)}: move the project to a folder that others may enter, ` +
        'start as an ordinary user, or set DATABASE_URL to a database of your own',
    );
  }
  const become = ['--reuid', uid, '--regid', gid, '--clear-groups'].map(String);
  // Without the secure bit, access(2) asks for the real user and ignores the capability.
  const keep = [
    '--securebits=+no_setuid_fixup',
    `--inh-caps=+${capability}`,
    `--ambient-caps=+${capability}`,
  ];
  return (program, args) => ({
    command: setpriv,
    args: [...become, ...keep, '--', program, ...args],
    ids: {},
  });
}

/** From the file, not from a name service: root is not asked for more than a container has. */
function accounts(): Account[] {
  const lines = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  return lines
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }))
    .filter(({ uid }) => uid !== 0);
}

function ownerOf(path: string): number {
  return existsSync(path) ? statSync(path).uid : ownerOf(dirname(path));
}

function open(path: string, account: Account): boolean {
  const { uid, gid, mode } = statSync(path);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return ((mode >> shift) & 0o1) === 1 && (dirname(path) === path || open(dirname(path), account));
}

/** The weaker of the two that open folders, of those this process has (capabilities(7), bits 2 and 1). */
function searchCapability(): string | undefined {
  if (!existsSync('/proc/self/status')) return undefined;
  const hex = /^CapPrm:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const permitted = BigInt(`0x${hex}`);
  if (permitted & 4n) return 'dac_read_search';
  return permitted & 2n ? 'dac_override' : undefined;
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
