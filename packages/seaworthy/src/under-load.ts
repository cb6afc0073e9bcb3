import type { Config } from './config/config.ts';
import type { LoadOutcome } from './doctor/examination.ts';
import { CannotAttach } from './doctor/target/cannot-attach.ts';
import { nodeProcess, type NodeProcess } from './doctor/target/node-process.ts';
import type { Labs, RequestSpec } from './lab/lab.ts';
import { learn, openLabs, type Opening } from './open-labs.ts';
import { whenAborted } from './when-aborted.ts';

/** A service that was started to be examined, and is asked until it is disposed of. */
export interface LoadedService extends AsyncDisposable {
  process: NodeProcess;
  /** Ends the load and says what came of it. */
  stop(): Promise<LoadOutcome>;
}

const CONNECTIONS = 10;
/** Of each connection after an answer, in ms: at most 400 requests a second. */
const PAUSE = 25;
/** Longest, in seconds; an examination is over much sooner. */
const LONGEST = 120;
/** Connections open and code is compiled meanwhile, in ms: what grows afterwards grows for another reason. */
const WARMUP = 1_000;

/**
 * Starts a service and asks it all the time: the read route that is known, else `GET /`. Rejects as `check` does when it
 * does not come up; whatever happens, nothing is left of it.
 */
export async function underLoad(
  config: Config,
  options: Opening & { folder: string; signal: AbortSignal },
): Promise<LoadedService> {
  const { folder, signal } = options;
  // A port of its own for the inspector of each process, whoever else is being debugged here.
  const flags =
    `${config.env?.['NODE_OPTIONS'] ?? process.env['NODE_OPTIONS'] ?? ''} --inspect-port=0`.trim();
  const settled = new AbortController();
  const stopped = whenAborted(signal, settled.signal);
  const labs = await openLabs({ ...config, env: { ...config.env, NODE_OPTIONS: flags } }, options, folder);
  try {
    await Promise.race([learn(labs, config, options, folder), stopped]);
    return await Promise.race([asked(labs, options), stopped]);
  } catch (error) {
    await labs.close();
    throw error;
  } finally {
    settled.abort();
  }
}

async function asked(
  labs: Labs,
  { watch, signal }: Opening & { signal: AbortSignal },
): Promise<LoadedService> {
  const lab = await labs.shared('doctor');
  const found = nodeProcess(lab.pid());
  if (found === undefined) throw new CannotAttach(`What listens on ${lab.origin.host} is not Node.`);
  const { method = 'GET', ...rest }: RequestSpec = lab.profile.read ?? { path: '/' };
  const request = `${method} ${rest.path}`;
  watch?.stage?.(`asks it ${request}, on ${CONNECTIONS} connections`);
  const ending = new AbortController();
  const loading = lab.load({
    spec: { method, ...rest },
    connections: CONNECTIONS,
    seconds: LONGEST,
    pause: PAUSE,
    keepAlive: true,
    signal: AbortSignal.any([signal, ending.signal]),
  });
  await lab.sleep(WARMUP);
  return {
    process: found,
    async stop() {
      ending.abort();
      const { requests, outcomes } = await loading;
      return { request, requests, outcomes };
    },
    async [Symbol.asyncDispose]() {
      ending.abort();
      await lab.close();
      await labs.close();
    },
  };
}
