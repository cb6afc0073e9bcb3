import { existsSync } from 'node:fs';
import type { Capability } from '../engine/experiment.ts';
import type { Profile } from '../profile/profile.ts';
import { booted, located, ready } from './boot.ts';
import { BootFailure } from './boot-failure.ts';
import { lacking } from './capabilities.ts';
import { PRODUCTION } from './child-environment.ts';
import { freePort } from './free-port.ts';
import { GrowingProfile } from './growing-profile.ts';
import { addressed } from './known-requests.ts';
import type { Lab, Labs, RequestSpec } from './lab.ts';
import { PortLease } from './port-lease.ts';
import { ProcessLab, type Making } from './process-lab.ts';
import { ServiceProcess } from './service-process.ts';
import { openDependencies, type Dependencies, type Target } from './target.ts';
import { Timeline } from './timeline.ts';

export type { Target } from './target.ts';

type Change = Parameters<Lab['another']>[0];

/** Longest wait for readiness in ms, and the one after it was in vain. */
const PATIENCE = 10_000;
const IMPATIENCE = 500;

const NO_DEPENDENCY =
  'tell me a dependency: `--dependency DATABASE_URL`, or `DATABASE_URL=embedded` for a real PostgreSQL';

const NO_PROC =
  'Starting a service needs Linux, whose /proc shows who listens on which port: run the check in a container, or check a running service by its URL.';

/**
 * Labs on processes of a command. Rejects with a `BootFailure` when a dependency cannot be had; a service that does
 * not come up rejects each lab with one.
 */
export async function processLabs(target: Target): Promise<Labs> {
  if (!existsSync('/proc/net/tcp')) throw new BootFailure('platform', NO_PROC);
  return new ProcessLabs(target, await openDependencies(target));
}

/** One process for all `shared` labs, one for each `fresh` one. */
class ProcessLabs implements Labs {
  readonly remarks: string[];
  readonly #target: Target;
  readonly #dependencies: Dependencies;
  readonly #profile: GrowingProfile;
  readonly #starting = new Set<Promise<ServiceProcess>>();
  readonly #running = new Set<ServiceProcess>();
  /** Journals of the experiments that look at the shared process now. */
  readonly #viewers = new Set<Timeline>();
  readonly #lease = new PortLease();
  #patience = PATIENCE;
  /** Where the service listens whatever it is told. */
  #onlyPort: number | undefined;
  #shared: ServiceProcess | undefined;
  #renewal: Promise<ServiceProcess> | undefined;
  #closing: Promise<void> | undefined;

  constructor(target: Target, dependencies: Dependencies) {
    this.#target = target;
    this.#dependencies = dependencies;
    this.#profile = new GrowingProfile(target.profile);
    this.remarks = Object.entries(PRODUCTION).map(
      ([name, value]) => `${name}=${value} is set for the service`,
    );
    if (target.port !== undefined) this.#limitTo(target.port);
  }

  get profile(): Profile {
    return this.#profile.known;
  }

  learn(found: Partial<Profile>): void {
    this.#profile.learn(found);
  }

  lacks(needs: readonly Capability[]): string | undefined {
    const none = Object.keys(this.#dependencies.rewritables).length === 0;
    return lacking(needs, none ? { dependency: NO_DEPENDENCY } : {}, this.profile);
  }

  async shared(_experiment: string): Promise<Lab> {
    const release = await this.#lease.shared();
    try {
      const service = await this.#sharedProcess();
      const journal = new Timeline();
      this.#viewers.add(journal);
      return this.#labOn(service, journal, {
        since: performance.now(),
        close: async () => {
          this.#viewers.delete(journal);
          release();
        },
      });
    } catch (error) {
      release();
      throw error;
    }
  }

  async fresh(_experiment: string): Promise<Lab> {
    const release = await this.#lease.exclusive(() => this.#endShared());
    try {
      const journal = new Timeline();
      const service = await this.#start({}, (text) => journal.note('dependency', text));
      const close = async (): Promise<void> => {
        await this.#end(service);
        release();
      };
      const lab = this.#labOn(service, journal, { since: 0, close });
      journal.note('boot', `starts: ${this.#target.command.join(' ')}`);
      await this.#boot(service);
      journal.note('boot', `listens on ${lab.origin.host} (process ${service.pid})`);
      return lab;
    } catch (error) {
      release();
      throw error;
    }
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    await this.#endAll();
    await Promise.allSettled(this.#starting);
    await this.#endAll();
    await this.#dependencies.stop();
  }

  async #endAll(): Promise<void> {
    await Promise.all([...this.#running].map((service) => this.#end(service)));
  }

  /** A dead or replaced one is booted anew. All who ask meanwhile get the same one, or the same failure. */
  #sharedProcess(): Promise<ServiceProcess> {
    if (this.#closing !== undefined) return Promise.reject(new Error('the labs are closed'));
    if (this.#shared?.alive() === true) return Promise.resolve(this.#shared);
    return (this.#renewal ??= this.#renew().finally(() => (this.#renewal = undefined)));
  }

  async #renew(): Promise<ServiceProcess> {
    await this.#endShared();
    const tell = (text: string): void => this.#viewers.forEach((viewer) => viewer.note('dependency', text));
    const service = await this.#start({}, tell);
    await this.#boot(service);
    this.#shared = service;
    return service;
  }

  async #endShared(): Promise<void> {
    const before = this.#shared;
    this.#shared = undefined;
    if (before !== undefined) await this.#end(before);
  }

  async #start(change: Change, tell: (text: string) => void): Promise<ServiceProcess> {
    const { command, cwd, env } = this.#target;
    const port = change.port ?? this.#onlyPort ?? (await freePort());
    if (this.#closing !== undefined) throw new Error('the labs are closed');
    const starting = ServiceProcess.start({
      command,
      cwd,
      env: { ...env, ...change.env },
      port,
      dependencies: this.#dependencies.rewritables,
      ...(change.faults !== undefined && { faults: change.faults }),
      tell,
    });
    this.#starting.add(starting);
    try {
      const service = await starting;
      this.#running.add(service);
      if (this.#closing === undefined) return service;
      await this.#end(service);
      throw new Error('the labs are closed');
    } finally {
      this.#starting.delete(starting);
    }
  }

  async #end(service: ServiceProcess): Promise<void> {
    await service.close();
    this.#running.delete(service);
  }

  async #boot(service: ServiceProcess): Promise<void> {
    const { live = '/', ready: probe, read } = this.profile;
    try {
      await booted(service, this.#target.bootTimeout ?? 30_000, live);
      if (probe !== undefined)
        await this.#awaitReady(service, { path: probe }, `the readiness probe ${probe} did not say yes`);
      // A service without a probe, or whose probe says yes too soon, may not be all there.
      if (read !== undefined)
        await this.#awaitReady(service, read, `${read.method} ${read.path} did not work`);
    } catch (error) {
      await this.#end(service);
      throw error;
    }
    const { port } = service.listener ?? service;
    if (port !== service.port) this.#limitTo(port);
  }

  /** Once in vain is enough: whoever never gets ready must not cost each experiment the whole wait. */
  async #awaitReady(service: ServiceProcess, request: RequestSpec, otherwise: string): Promise<void> {
    if (await ready(service, addressed(request, this.profile), this.#patience)) return;
    if (this.#patience === PATIENCE) this.remarks.push(`${otherwise} within ${PATIENCE} ms of the start`);
    this.#patience = IMPATIENCE;
  }

  #limitTo(port: number): void {
    if (this.#onlyPort !== undefined) return;
    this.#onlyPort = port;
    this.#lease.limit();
    this.remarks.push(
      `the service listens on port ${port} whatever \`PORT\` says, so its processes run one at a time`,
    );
  }

  #labOn(
    service: ServiceProcess,
    journal: Timeline,
    making: Pick<Making, 'since' | 'close' | 'name'>,
  ): ProcessLab {
    return new ProcessLab({
      ...making,
      service,
      journal,
      profile: this.#profile,
      origin: () => located(service),
      another: (change) => this.#another(change, journal),
    });
  }

  async #another(change: Change, journal: Timeline): Promise<Lab> {
    const name = 'another process: ';
    const service = await this.#start(change, (text) => journal.note('dependency', name + text));
    const lab = this.#labOn(service, journal, { name, since: 0, close: () => this.#end(service) });
    try {
      const timeout = this.#target.bootTimeout ?? 30_000;
      if (change.await === 'exit') await service.ended(timeout);
      else if (change.await !== 'nothing') await booted(service, timeout, this.profile.live ?? '/');
      return lab;
    } catch (error) {
      await lab.close();
      throw error;
    }
  }
}
