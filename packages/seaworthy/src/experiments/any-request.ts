import { changed } from '../lab/known-requests.ts';
import type { Lab, RequestSpec } from '../lab/lab.ts';

/** The known read with changes, else the liveness probe, else the root. */
export function anyRequest({ profile }: Lab, change: Partial<RequestSpec> = {}): RequestSpec {
  const known = profile.read ?? { method: 'GET', path: profile.live ?? '/', headers: {} };
  return changed(known, change);
}
