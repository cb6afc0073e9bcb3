import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange, Exit, LogLine } from '../engine/evidence.ts';
import type { Profile } from '../profile/profile.ts';
import { exchange } from './exchange.ts';
import type { GrowingProfile } from './growing-profile.ts';
import { hold } from './hold.ts';
import { addressed, changed, sampleOf, writeOf } from './known-requests.ts';
import { control, type DependencyProxy, type Lab, type LoadFacts, type LoadSpec } from './lab.ts';
import type { OpenRequest, ProcessFacts, RawConnection, RequestSpec } from './lab.ts';
import { load } from './load.ts';
import { raw } from './raw.ts';
import type { Timeline } from './timeline.ts';

/** What any lab can do over the wire. What needs a process of ours throws here. */
export class HttpLab implements Lab {
  protected readonly journal: Timeline;
  readonly #profile: GrowingProfile;
  readonly #origin: () => URL;
  readonly #open = new Set<OpenRequest | RawConnection>();

  constructor(origin: () => URL, profile: GrowingProfile, journal: Timeline) {
    this.#origin = origin;
    this.#profile = profile;
    this.journal = journal;
  }

  get origin(): URL {
    return this.#origin();
  }

  get profile(): Profile {
    return this.#profile.known;
  }

  get host(): string {
    return this.profile.host ?? this.origin.host;
  }

  async request(spec: RequestSpec): Promise<Exchange> {
    this.journal.note('request', named(spec));
    return this.#told(await exchange(this.origin, addressed(spec, this.profile), () => this.now()));
  }

  read(change: Partial<RequestSpec> = {}): Promise<Exchange> {
    return this.request(changed(this.#role('read'), change));
  }

  write(change: Partial<RequestSpec> = {}): Promise<Exchange> {
    return this.request(writeOf(this.#role('write'), change));
  }

  sample(): Record<string, unknown> {
    return sampleOf(this.#role('write'));
  }

  async hold(change: Partial<RequestSpec> = {}): Promise<OpenRequest> {
    const spec = addressed(writeOf(this.#role('write'), change), this.profile);
    const open = await hold(this.origin, spec, () => this.now());
    this.journal.note(
      'request',
      `${named(spec)} held open (${open.acknowledged ? '100 Continue' : 'not acknowledged'})`,
    );
    const held: OpenRequest = {
      acknowledged: open.acknowledged,
      finish: async () => {
        const answer = await open.finish();
        this.#open.delete(held);
        return this.#told(answer);
      },
      abort: () => {
        this.#open.delete(held);
        this.journal.note('request', `${named(spec)} cut by us (RST)`);
        open.abort();
      },
    };
    this.#open.add(held);
    return held;
  }

  async raw(name = 'raw connection'): Promise<RawConnection> {
    const connection = await raw(this.origin);
    const came = connection.ended() === undefined ? ' opened' : `: ${connection.ended()}`;
    if (name !== '') this.journal.note('request', name + came);
    this.#open.add(connection);
    return connection;
  }

  async load(spec: LoadSpec): Promise<LoadFacts> {
    const asked = spec.spec ?? changed(this.#role('read'), {});
    const next =
      typeof asked === 'function'
        ? (number: number) => addressed(asked(number), this.profile)
        : addressed(asked, this.profile);
    const { connections, requests, seconds, keepAlive = false } = spec;
    const amount = requests === undefined ? `for ${seconds ?? 1} s` : `of ${requests} requests`;
    this.journal.note(
      'request',
      `load ${amount} on ${connections} ${keepAlive ? 'kept' : 'new'} connections begins`,
    );
    const facts = await load(this.origin, { ...spec, spec: next }, () => this.now());
    this.journal.note('response', `load ends: ${JSON.stringify(facts.outcomes)}, ${facts.lost} lost`);
    return facts;
  }

  async waitFor(fact: () => boolean | Promise<boolean>, ms: number, every = 25): Promise<boolean> {
    const deadline = performance.now() + ms;
    for (;;) {
      if (await fact()) return true;
      const left = deadline - performance.now();
      if (left <= 0) return false;
      await sleep(Math.min(every, left));
    }
  }

  async sleep(ms: number): Promise<void> {
    await sleep(ms);
  }

  now(): number {
    return this.journal.now();
  }

  note(text: string): void {
    this.journal.note('note', text);
  }

  control(claim: string, holds: boolean): void {
    if (!holds) this.note(`could not establish that ${claim}`);
    control(claim, holds);
  }

  timeline(): ReturnType<Timeline['entries']> {
    return this.journal.entries();
  }

  /** Connections that an experiment left open would hold up the next one's shutdown. */
  async close(): Promise<void> {
    for (const open of this.#open) {
      if ('abort' in open) open.abort();
      else open.destroy();
    }
    this.#open.clear();
  }

  signal(_name: NodeJS.Signals, _to?: 'service' | 'command'): void {
    notOurs('signal');
  }
  async exit(_within: number): Promise<Exit | null> {
    return notOurs('exit');
  }
  alive(): boolean {
    return notOurs('alive');
  }
  pid(): number {
    return notOurs('pid');
  }
  listener(): ReturnType<Lab['listener']> {
    return notOurs('listener');
  }
  command(): readonly string[] {
    return notOurs('command');
  }
  logs(): LogLine[] {
    return notOurs('logs');
  }
  allLogs(): LogLine[] {
    return notOurs('allLogs');
  }
  async logged(_matches: (line: LogLine) => boolean, _ms: number): Promise<LogLine | undefined> {
    return notOurs('logged');
  }
  facts(): ProcessFacts {
    return notOurs('facts');
  }
  dependencies(): readonly DependencyProxy[] {
    return [];
  }
  async another(_change: Parameters<Lab['another']>[0]): Promise<Lab> {
    return notOurs('another');
  }

  #told(answer: Exchange): Exchange {
    const took = Math.round(answer.endedAt - answer.startedAt);
    this.journal.note(
      'response',
      `${named(answer.request)} → ${answer.response?.status ?? answer.error} (${took} ms)`,
    );
    return answer;
  }

  #role<Role extends 'read' | 'write'>(role: Role): NonNullable<Profile[Role]> {
    const known = this.profile[role];
    if (known === undefined)
      throw new Error(`no ${role} route is known: the experiment must say \`needs: ['${role}']\``);
    return known;
  }
}

function named({ method = 'GET', path }: RequestSpec): string {
  return `${method} ${path.length > 120 ? `${path.slice(0, 120)}…` : path}`;
}

function notOurs(what: string): never {
  throw new Error(
    `\`lab.${what}\` needs a service that the lab started: the experiment must say so in \`needs\``,
  );
}
