import type { Capability } from '../engine/experiment.ts';
import type { Profile } from '../profile/profile.ts';
import { booted, currentListener, originOf } from './boot.ts';
import { lacking, type Missing } from './capabilities.ts';
import { PRODUCTION } from './child-environment.ts';
import { rewritable, type Dependency, type Rewritable } from './dependency.ts';
import { embeddedDatabase, type EmbeddedDatabase } from './embedded-database.ts';
import { freePort } from './free-port.ts';
import { GrowingProfile } from './growing-profile.ts';
import type { Lab, Labs } from './lab.ts';
import { PortLease } from './port-lease.ts';
import { ProcessLab } from './process-lab.ts';
import { ServiceProcess } from './service-process.ts';
import { Timeline } from './timeline.ts';

/** A service that we start ourselves. */
export interface Target {
  /** Program and arguments; `{port}` in an argument becomes the port. */
  command: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** By environment variable. Each process gets a proxy of its own in front of each. */
  dependencies: Readonly<Record<string, Dependency>>;
  /** Longest wait for the first HTTP answer in ms. Default 30 s. */
  bootTimeout?: number;
  /** The only port that the service can listen on; else each process is given a free one as `PORT`. */
  port?: number;
  /** What the user told about the service. */
  profile?: Partial<Profile>;
}

type Change = Parameters<Lab['another']>[0];

/**
 * Labs on processes of this command. Rejects with a `BootFailure` when a dependency cannot be had; a service that does
 * not come up rejects the first lab.
 */
export async function processLabs(target: Target): Promise<Labs> {
  const databases: EmbeddedDatabase[] = [];
  const dependencies: Record<string, Rewritable> = {};
  try {
    for (const [variable, dependency] of Object.entries(target.dependencies)) {
      let url = 'url' in dependency ? dependency.url : databases[0]?.url;
      if (url === undefined) {
        const database = await embeddedDatabase(target.cwd);
        databases.push(database);
        url = database.url;
      }
      dependencies[variable] = rewritable(variable, url);
    }
  } catch (error) {
    await Promise.all(databases.map((database) => database.stop()));
    throw error;
  }
  return new ProcessLabs(target, dependencies, databases);
}

/** One process for all `shared` labs, one for each `fresh` one. */
class ProcessLabs implements Labs {
  readonly remarks: string[];
  readonly #target: Target;
  readonly #dependencies: Readonly<Record<string, Rewritable>>;
  readonly #databases: readonly EmbeddedDatabase[];
  readonly #profile: GrowingProfile;
  readonly #running = new Set<ServiceProcess>();
  /** Journals of the experiments that look at the shared process now. */
  readonly #viewers = new Set<Timeline>();
  readonly #lease = new PortLease();
  #shared: Promise<{ service: ServiceProcess; origin: URL }> | undefined;
  #closed = false;

  constructor(
    target: Target,
    dependencies: Record<string, Rewritable>,
    databases: readonly EmbeddedDatabase[],
  ) {
    this.#target = target;
    this.#dependencies = dependencies;
    this.#databases = databases;
    this.#profile = new GrowingProfile(target.profile);
    this.remarks = Object.entries(PRODUCTION).map(
      ([name, value]) => `${name}=${value} is set for the service`,
    );
    if (target.port !== undefined) this.#onePortOnly(target.port);
  }

  get profile(): Profile {
    return this.#profile.known;
  }

  learn(found: Partial<Profile>): void {
    this.#profile.learn(found);
  }

  lacks(needs: readonly Capability[]): string | undefined {
    const none = Object.keys(this.#dependencies).length === 0;
    const missing: Missing = none
      ? {
          dependency:
            'tell me a dependency: `--dependency DATABASE_URL`, or `DATABASE_URL=embedded` for a real PostgreSQL',
        }
      : {};
    return lacking(needs, missing, this.profile);
  }

  async shared(_experiment: string): Promise<Lab> {
    const release = await this.#lease.shared();
    try {
      const { service, origin } = await this.#sharedProcess();
      const journal = new Timeline();
      this.#viewers.add(journal);
      const close = async (): Promise<void> => {
        this.#viewers.delete(journal);
        release();
      };
      return this.#labOf(service, () => origin, journal, performance.now(), close);
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
      const origin = await this.#boot(service, journal);
      return this.#labOf(
        service,
        () => origin,
        journal,
        0,
        async () => {
          await this.#end(service);
          release();
        },
      );
    } catch (error) {
      release();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#shared?.catch(() => {});
    await Promise.all([...this.#running].map((service) => this.#end(service)));
    await Promise.all(this.#databases.map((database) => database.stop()));
  }

  /** Whoever asks while it boots waits for the same one; a dead or replaced one is booted anew. */
  async #sharedProcess(): Promise<{ service: ServiceProcess; origin: URL }> {
    const current = await this.#shared?.catch(() => undefined);
    if (current?.service.alive() === true) return current;
    // Several may have waited for the dead one; the first boots, and the others wait for that.
    const next = await this.#shared?.catch(() => undefined);
    if (next !== undefined && next !== current) return next;
    const booting = (async () => {
      if (current !== undefined) await this.#end(current.service);
      const service = await this.#start({}, (text) =>
        this.#viewers.forEach((viewer) => viewer.note('dependency', text)),
      );
      return { service, origin: await this.#boot(service) };
    })();
    this.#shared = booting;
    return booting;
  }

  async #endShared(): Promise<void> {
    const current = await this.#shared?.catch(() => undefined);
    this.#shared = undefined;
    if (current !== undefined) await this.#end(current.service);
  }

  async #start(change: Change, tell: (text: string) => void): Promise<ServiceProcess> {
    if (this.#closed) throw new Error('the labs are closed');
    const { command, cwd, env, port } = this.#target;
    const service = await ServiceProcess.start({
      command,
      cwd,
      env: { ...env, ...change.env },
      port: change.port ?? port ?? (await freePort()),
      dependencies: this.#dependencies,
      ...(change.faults !== undefined && { faults: change.faults }),
      tell,
    });
    this.#running.add(service);
    // Closed meanwhile: nobody else will end it.
    if (this.#closed) await this.#end(service);
    return service;
  }

  async #end(service: ServiceProcess): Promise<void> {
    await service.close();
    this.#running.delete(service);
  }

  async #boot(service: ServiceProcess, journal?: Timeline): Promise<URL> {
    try {
      const origin = await booted(service, this.#target.bootTimeout ?? 30_000, this.profile.live ?? '/');
      journal?.note('boot', `listens on ${origin.host} (process ${service.pid})`);
      if (Number(origin.port) !== service.port) this.#onePortOnly(Number(origin.port));
      return origin;
    } catch (error) {
      await this.#end(service);
      throw error;
    }
  }

  #onePortOnly(port: number): void {
    if (this.#lease.limited) return;
    this.#lease.limit();
    this.remarks.push(
      `the service listens on port ${port} whatever \`PORT\` says, so its processes run one at a time`,
    );
  }

  #labOf(
    service: ServiceProcess,
    origin: () => URL,
    journal: Timeline,
    since: number,
    close: () => Promise<void>,
    name?: string,
  ): Lab {
    const another = (change: Change): Promise<Lab> => this.#another(change, journal);
    const profile = this.#profile;
    return new ProcessLab({
      service,
      origin,
      profile,
      journal,
      since,
      another,
      close,
      ...(name !== undefined && { name }),
    });
  }

  async #another(change: Change, journal: Timeline): Promise<Lab> {
    const name = 'another process: ';
    const service = await this.#start(change, (text) => journal.note('dependency', name + text));
    const timeout = this.#target.bootTimeout ?? 30_000;
    let origin = new URL(`http://127.0.0.1:${service.port}`);
    const current = (): URL => {
      if (service.listener === undefined) {
        const listener = currentListener(service);
        if (listener !== undefined) {
          service.listensAs(listener);
          origin = originOf(listener);
        }
      }
      return origin;
    };
    const lab = this.#labOf(service, current, journal, 0, () => this.#end(service), name);
    try {
      if (change.await === 'exit') await service.ended(timeout);
      else if (change.await !== 'nothing') origin = await booted(service, timeout, this.profile.live ?? '/');
      return lab;
    } catch (error) {
      await lab.close();
      throw error;
    }
  }
}
