import type { Lab } from '../lab/lab.ts';
import { calibrate } from './calibrate.ts';
import { endpoints } from './endpoints.ts';
import { openapiRoutes, type DocumentedRoutes, type WriteCandidate } from './openapi-routes.ts';
import type { KnownRequest, KnownWrite, Profile } from './profile.ts';
import { readBack, type Created } from './read-back.ts';
import { withinTime } from './within-time.ts';

export interface DiscoverOptions {
  /** Whether the service may be written to. Default: yes. */
  writes?: boolean;
  /** Gives the lab back and takes one on a new process, to see whether what was written outlives a process. */
  renew?: () => Promise<Lab>;
}

/** Longest time in ms to learn the routes from a document: a hostile one could take for ever. */
const LEARNING = 5_000;
/** Most requests of each role that are tried. */
const MOST = 8;

/**
 * What there is to know about the service: told first, then its OpenAPI document, then the usual paths. Every request
 * in the profile has answered 2xx twice; why another one is not used is in `notes`. It writes only to routes that are
 * told or documented.
 */
export async function discover(
  lab: Lab,
  told: Partial<Profile>,
  { writes = true, renew }: DiscoverOptions = {},
): Promise<Profile> {
  const found = await endpoints(lab, told);
  await welcome(lab, found.ready);
  const { document } = found;
  const documented: DocumentedRoutes | undefined =
    document === undefined ? undefined : withinTime(LEARNING, () => openapiRoutes(document));
  const notes = [...(told.notes ?? []), ...found.notes];
  if (document !== undefined && documented === undefined) {
    // Whoever else reads it would not come to an end either.
    delete found.document;
    notes.push(
      `The OpenAPI document is not used: its routes could not be learnt in ${LEARNING / 1000} s. Look for a slow pattern, or for schemas that contain themselves, or tell the routes in the configuration.`,
    );
  }

  const created = writes ? await findWrite(lab, told, documented, notes) : undefined;
  if (!writes && (told.write !== undefined || (documented?.writes.length ?? 0) > 0))
    notes.push(
      'Nothing is written: a service that was not started here is written to only with --allow-writes.',
    );
  const own = new Set([found.live, found.ready, found.metrics, found.openapi]);
  const read =
    (await findRead(lab, told, documented, own, notes)) ??
    (told.read === undefined ? await fallback(lab, created, documented, renew, notes) : undefined);
  const locked = told.protected ?? documented?.protected;

  return {
    ...found,
    ...(read !== undefined && { read }),
    ...(created !== undefined && { write: created.write }),
    ...(locked !== undefined && { protected: locked }),
    paths: [
      ...new Set([
        ...(told.paths ?? []),
        ...[...own].filter((path) => path !== undefined),
        ...(documented?.paths ?? []),
      ]),
    ],
    requiredEnvironment: told.requiredEnvironment ?? [],
    notes,
  };
}

/** Longest wait in ms for a service that listens before its dependencies have answered. */
const WELCOME = 10_000;

/** Requests are calibrated once the service says it wants them; one that never says so is asked all the same. */
async function welcome(lab: Lab, ready: string | undefined): Promise<void> {
  if (ready === undefined) return;
  const isReady = async (): Promise<boolean> => {
    const status = (await lab.request({ path: ready })).response?.status ?? 0;
    return status >= 200 && status < 300;
  };
  await lab.waitFor(isReady, WELCOME, 100);
}

async function findWrite(
  lab: Lab,
  told: Partial<Profile>,
  documented: DocumentedRoutes | undefined,
  notes: string[],
): Promise<Created | undefined> {
  const candidates: WriteCandidate[] =
    told.write === undefined ? (documented?.writes ?? []) : [{ ...told.write, bodies: [told.write.body] }];
  if (told.write === undefined) notes.push(...(documented?.notes ?? []));
  for (const { bodies, ...candidate } of candidates.slice(0, MOST)) {
    let reason = '';
    for (const body of bodies.slice(0, 3)) {
      const write: KnownWrite = { ...candidate, body };
      const { exchange, refused } = await calibrate(lab, write);
      if (refused === undefined) return { write, exchange };
      // The reason for the first body, made from the schema, tells most.
      reason ||= refused;
    }
    notes.push(`${candidate.method} ${candidate.path} is not used as the write route: ${reason}.`);
  }
  if (candidates.length === 0)
    notes.push(
      'No write route is known: tell routes.write in the configuration, or serve an OpenAPI document.',
    );
  return undefined;
}

async function findRead(
  lab: Lab,
  told: Partial<Profile>,
  documented: DocumentedRoutes | undefined,
  own: ReadonlySet<string | undefined>,
  notes: string[],
): Promise<KnownRequest | undefined> {
  const candidates =
    told.read === undefined ? (documented?.reads ?? []).filter(({ path }) => !own.has(path)) : [told.read];
  for (const candidate of candidates.slice(0, MOST)) {
    const { refused } = await calibrate(lab, candidate);
    if (refused === undefined) return candidate;
    notes.push(`${candidate.method} ${candidate.path} is not used as the read route: ${refused}.`);
  }
  return undefined;
}

/** What the last write created, else the root. The lab may be on a new process afterwards. */
async function fallback(
  lab: Lab,
  created: Created | undefined,
  documented: DocumentedRoutes | undefined,
  renew: DiscoverOptions['renew'],
  notes: string[],
): Promise<KnownRequest | undefined> {
  const root: KnownRequest = { method: 'GET', path: '/', headers: {} };
  const { refused } = await calibrate(lab, root);
  const stored = created && (await readBack(lab, created, documented?.readsById ?? [], notes));
  if (stored !== undefined) {
    if (renew === undefined) return stored;
    const elsewhere = await calibrate(await renew(), stored);
    if (elsewhere.refused === undefined) return stored;
    notes.push(`GET ${stored.path} is not used as the read route: what is written is gone in a new process.`);
  }
  notes.push(
    refused === undefined
      ? 'GET / is used as the read route, for want of a better one: tell routes.read in the configuration.'
      : 'No read route is known: tell routes.read in the configuration, or serve an OpenAPI document.',
  );
  return refused === undefined ? root : undefined;
}
