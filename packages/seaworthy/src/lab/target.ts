import type { Profile } from '../profile/profile.ts';
import { rewritable, type Dependency, type Rewritable } from './dependency.ts';
import { embeddedDatabase, type EmbeddedDatabase } from './embedded-database.ts';

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

/** The dependencies of a run, with one embedded database for all who asked for one. */
export interface Dependencies {
  rewritables: Readonly<Record<string, Rewritable>>;
  stop(): Promise<void>;
}

/** Starts what must be started. Rejects with a `BootFailure` that says why a dependency cannot be had. */
export async function openDependencies({ dependencies, cwd }: Target): Promise<Dependencies> {
  let database: EmbeddedDatabase | undefined;
  const rewritables: Record<string, Rewritable> = {};
  try {
    for (const [variable, dependency] of Object.entries(dependencies)) {
      if ('embedded' in dependency) database ??= await embeddedDatabase([cwd, import.meta.dirname]);
      const url = 'url' in dependency ? dependency.url : (database?.url ?? '');
      rewritables[variable] = rewritable(variable, url);
    }
  } catch (error) {
    await database?.stop();
    throw error;
  }
  return { rewritables, stop: async () => database?.stop() };
}
