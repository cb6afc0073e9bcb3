import type { Exchange } from '../engine/evidence.ts';
import type { Lab } from '../lab/lab.ts';
import { calibrate } from './calibrate.ts';
import type { ReadById } from './openapi-routes.ts';
import type { KnownRequest, KnownWrite } from './profile.ts';

/** A write that works. */
export interface Created {
  write: KnownWrite;
  /** The answer to the last write. */
  exchange: Exchange;
}

/**
 * A read of what the last write created, found by its `Location` or by its id and the document. `undefined`, and a
 * note, when it does not work.
 */
export async function readBack(
  lab: Lab,
  { write, exchange }: Created,
  readsById: readonly ReadById[],
  notes: string[],
): Promise<KnownRequest | undefined> {
  const known = readsById.find(({ before }) => before === `${write.path}/`);
  const path = locationOf(exchange) ?? (known && pathById(known, exchange));
  if (path === undefined) return undefined;
  const { 'Content-Type': _unused, ...headers } = { ...write.headers, ...known?.headers };
  const read: KnownRequest = { method: 'GET', path, headers };
  const { refused } = await calibrate(lab, read);
  if (refused === undefined) return read;
  notes.push(`GET ${path} is not used as the read route: ${refused}.`);
  return undefined;
}

function locationOf({ response }: Exchange): string | undefined {
  const location = response?.headers['location'];
  if (location === undefined) return undefined;
  try {
    const { pathname, search } = new URL(location, 'http://service');
    return pathname + search;
  } catch {
    return undefined;
  }
}

function pathById({ before, after, parameter }: ReadById, { response }: Exchange): string | undefined {
  let body: Record<string, unknown> | null;
  try {
    body = JSON.parse(response?.body ?? '') as Record<string, unknown> | null;
  } catch {
    return undefined;
  }
  const inside = (body?.['data'] ?? {}) as Record<string, unknown>;
  const id = [body?.['id'], body?.[parameter], inside['id'], body?.['_id']].find(
    (value) => typeof value === 'string' || typeof value === 'number',
  );
  return id === undefined ? undefined : before + encodeURIComponent(id) + after;
}
