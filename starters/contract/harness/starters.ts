import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program that must be there: any of these commands, at least of this version. */
export interface Tool {
  anyOf: { command: string; args: string[] }[];
  atLeast?: string;
  install: string;
}

/** A starter as its `starter.json` and `seaworthy.config.json` describe it. */
export interface Starter {
  id: string;
  framework: string;
  folder: string;
  toolchain: Tool[];
  contract: { prepare: string[][]; command: string[]; cwd?: string; env?: Record<string, string> };
  /** Why a rule of `check` cannot be kept, by rule id. */
  accepted: ReadonlyMap<string, string>;
}

const STARTERS = join(import.meta.dirname, '..', '..');
/** The order of the table. */
const ORDER = ['express', 'fastify', 'nestjs', 'fastapi', 'django', 'gin', 'spring-boot'];

/** The one that `SEAWORTHY_STARTER` names, several separated by commas, or all that say how they are started. */
export function chosenStarters(): Starter[] {
  const chosen = process.env['SEAWORTHY_STARTER'];
  if (chosen !== undefined && chosen !== '') return chosen.split(',').map(starterNamed);
  return everyStarter().map(starterNamed);
}

/** The ids of all starters that say how they are started. */
export function everyStarter(): string[] {
  return readdirSync(STARTERS)
    .filter((id) => existsSync(join(STARTERS, id, 'starter.json')))
    .sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
}

/** The starter in the folder `id`, or in the folder that a path names. Throws when it does not say how it is started. */
export function starterNamed(id: string): Starter {
  const folder = id.includes('/') ? id : join(STARTERS, id);
  const file = join(folder, 'starter.json');
  if (!existsSync(file)) throw new Error(`Expected a starter, got "${id}": there is no ${file}`);
  const told = JSON.parse(readFileSync(file, 'utf8')) as Starter;
  if (told.contract === undefined) throw new Error(`Expected the member "contract" in ${file}, got none`);
  return { ...told, folder, toolchain: told.toolchain ?? [], accepted: acceptedIn(folder) };
}

function acceptedIn(folder: string): Map<string, string> {
  const file = join(folder, 'seaworthy.config.json');
  if (!existsSync(file)) return new Map();
  type Accepted = string | { reason: string };
  const { accept = {} } = JSON.parse(readFileSync(file, 'utf8')) as { accept?: Record<string, Accepted> };
  return new Map(
    Object.entries(accept).map(([rule, told]) => [rule, typeof told === 'string' ? told : told.reason]),
  );
}
