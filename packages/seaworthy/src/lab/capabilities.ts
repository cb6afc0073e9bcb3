import type { Capability } from '../engine/experiment.ts';
import type { Profile } from '../profile/profile.ts';

/** What must be known of the service, and what to tell us when it is not. */
const ROLES = {
  read: 'tell me a route to read: `routes.read` in seaworthy.config, or an OpenAPI document',
  write:
    'tell me a route to write: `routes.write` in seaworthy.config, or an OpenAPI document with an example body',
  protected:
    'tell me a route that demands credentials: `routes.protected` in seaworthy.config, or `security` in the OpenAPI document',
  live: 'no liveness probe was found: serve `/livez`, or name its path as `health.live` in seaworthy.config',
  ready:
    'no readiness probe was found: serve `/readyz`, or name its path as `health.ready` in seaworthy.config',
  metrics: 'no metrics were found: serve `/metrics`, or name the path as `metrics` in seaworthy.config',
  openapi:
    'no OpenAPI document was found: serve `/openapi.json`, or name its path as `openapi` in seaworthy.config',
} as const;

/** Sentences for what a lab itself cannot do. */
export type Missing = Readonly<Partial<Record<Capability, string>>>;

/** Why these needs cannot be met, first reason first; `undefined` when they can. */
export function lacking(
  needs: readonly Capability[],
  missing: Missing,
  profile: Profile,
): string | undefined {
  for (const need of needs) {
    const reason =
      missing[need] ?? (need in ROLES ? unknownRole(need as keyof typeof ROLES, profile) : undefined);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function unknownRole(role: keyof typeof ROLES, profile: Profile): string | undefined {
  const known = role === 'openapi' ? (profile.openapi ?? profile.document) : profile[role];
  return known === undefined ? ROLES[role] : undefined;
}
