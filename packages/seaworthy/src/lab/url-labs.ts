import type { Exchange } from '../engine/evidence.ts';
import type { Capability } from '../engine/experiment.ts';
import type { Profile } from '../profile/profile.ts';
import { lacking, type Missing } from './capabilities.ts';
import { GrowingProfile } from './growing-profile.ts';
import { HttpLab } from './http-lab.ts';
import type { Lab, Labs, LoadFacts, LoadSpec, OpenRequest, RawConnection, RequestSpec } from './lab.ts';
import { Timeline } from './timeline.ts';

export interface UrlOptions {
  /** Without it no request that could change something is made. */
  allowWrites: boolean;
  /** The user vouches that the service is theirs. Counts only for loopback addresses. */
  mine: boolean;
  profile?: Partial<Profile>;
}

/** Methods that change nothing (RFC 9110 section 9.2.1). */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

const STARTED = 'it needs a service that the check starts itself: `seaworthy check -- <command>`';

/** Labs on a service that somebody else runs: it is asked, never started, signalled or disturbed. */
export function urlLabs(url: string, { allowWrites, mine, profile: told }: UrlOptions): Labs {
  const { origin } = new URL(url);
  const { write, ...safe } = told ?? {};
  // A write that must not be used is not known: experiments that can do without one look here.
  const profile = new GrowingProfile(allowWrites && write !== undefined ? { ...safe, write } : safe);
  const loopback = isLoopback(new URL(url).hostname);
  const missing: Missing = {
    start: STARTED,
    signals: STARTED,
    logs: STARTED,
    dependency: STARTED,
    ...(!(loopback && mine) && {
      disturb: loopback
        ? 'it could harm the service: say that it is yours with `--i-own-this`'
        : `it could harm the service, so it is done to a process of ours or on loopback only: \`seaworthy check -- <command>\``,
    }),
    ...(!allowWrites && {
      write: 'it would write to a service that is not ours: allow it with `--allow-writes`',
    }),
  };
  const lab = async (): Promise<Lab> => new UrlLab(new URL(origin), profile, missing);
  return {
    remarks: [],
    get profile() {
      return profile.known;
    },
    learn: (found) => profile.learn(found),
    lacks: (needs: readonly Capability[]) => lacking(needs, missing, profile.known),
    shared: lab,
    fresh: lab,
    close: async () => {},
  };
}

/** An experiment that forgot to say what it needs must not harm a service that is not ours. */
class UrlLab extends HttpLab {
  readonly #missing: Missing;

  constructor(origin: URL, profile: GrowingProfile, missing: Missing) {
    super(() => origin, profile, new Timeline());
    this.#missing = missing;
  }

  override async request(spec: RequestSpec): Promise<Exchange> {
    if (!SAFE.has(spec.method ?? 'GET')) this.#demand('write');
    return super.request(spec);
  }

  override async hold(change?: Partial<RequestSpec>): Promise<OpenRequest> {
    this.#demand('write');
    return super.hold(change);
  }

  override async raw(): Promise<RawConnection> {
    this.#demand('disturb');
    return super.raw();
  }

  override async load(spec: LoadSpec): Promise<LoadFacts> {
    this.#demand('disturb');
    return super.load(spec);
  }

  #demand(need: 'write' | 'disturb'): void {
    const reason = this.#missing[need];
    if (reason !== undefined) throw new Error(`the experiment must say \`needs: ['${need}']\`: ${reason}`);
  }
}

function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(host) ||
    host.endsWith('.localhost')
  );
}
