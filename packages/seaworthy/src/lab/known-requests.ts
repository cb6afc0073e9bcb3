import { randomBytes } from 'node:crypto';
import type { KnownRequest, KnownWrite, Profile } from '../profile/profile.ts';
import type { RequestSpec } from './lab.ts';

/** A known request with changes; headers are added to the known ones, whatever the case of their names. */
export function changed(known: KnownRequest, change: Partial<RequestSpec>): RequestSpec {
  const { method, path } = known;
  const replaced = new Set(Object.keys(change.headers ?? {}).map((name) => name.toLowerCase()));
  const kept = Object.entries(known.headers).filter(([name]) => !replaced.has(name.toLowerCase()));
  return { method, path, ...change, headers: { ...Object.fromEntries(kept), ...change.headers } };
}

/** A request to the host that the user told, unless it names one itself. */
export function addressed(spec: RequestSpec, { host }: Pick<Profile, 'host'>): RequestSpec {
  const { method = 'GET', path } = spec;
  return host === undefined ? spec : changed({ method, path, headers: { Host: host } }, spec);
}

/** A known write with a new body, as JSON unless its headers say otherwise. */
export function writeOf(known: KnownWrite, change: Partial<RequestSpec>): RequestSpec {
  const spec = changed(known, { body: JSON.stringify(sampleOf(known)), ...change });
  const typed = Object.keys(spec.headers ?? {}).some((name) => name.toLowerCase() === 'content-type');
  return typed ? spec : { ...spec, headers: { ...spec.headers, 'Content-Type': 'application/json' } };
}

/** A new body: each `{{random}}` becomes twelve letters and digits never used before. */
export function sampleOf({ body }: KnownWrite): Record<string, unknown> {
  return filled(body) as Record<string, unknown>;
}

function filled(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('{{random}}', () => randomBytes(6).toString('hex'));
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, filled(part)]));
}
