import { resolve } from 'node:path';
import type { Config } from './config/config.ts';
import { dependenciesOf } from './config/dependencies.ts';
import { splitCommand } from './config/split-command.ts';
import { told } from './config/told.ts';
import { BootFailure } from './lab/boot-failure.ts';
import type { Lab, Labs } from './lab/lab.ts';
import { discover } from './profile/discover.ts';

/** How a service is started or visited. */
export interface Opening {
  /** Writes to a service at a URL. */
  allowWrites?: boolean;
  /** Vouches that the service at a loopback URL may be disturbed. */
  mine?: boolean;
  /** Longest wait for the service to answer after its start, in ms. Default 30 s. */
  bootTimeout?: number;
  /** Hears what begins. */
  watch?: { stage?(what: string): void };
}

/** Labs on the service that a configuration means: on processes of a command, or on a URL. */
export async function openLabs(config: Config, options: Opening, folder: string): Promise<Labs> {
  if (config.url !== undefined) {
    const { urlLabs } = await import('./lab/url-labs.ts');
    return urlLabs(config.url, { allowWrites: options.allowWrites === true, mine: options.mine === true });
  }
  const { processLabs } = await import('./lab/process-labs.ts');
  return processLabs({
    command: commandOf(config),
    cwd: resolve(folder, config.cwd ?? '.'),
    env: config.env ?? {},
    dependencies: dependenciesOf(config),
    ...(options.bootTimeout !== undefined && { bootTimeout: options.bootTimeout }),
    ...(config.port !== undefined && { port: config.port }),
  });
}

/** Starts or visits the service, fills the labs' profile, and says how it came up. */
export async function learn(labs: Labs, config: Config, options: Opening, folder: string): Promise<string> {
  const before = performance.now();
  const known = told(config, folder);
  const { host, required } = known;
  labs.learn({ ...(host !== undefined && { host }), ...(required !== undefined && { required }) });
  let lab: Lab = await labs.shared('discover');
  const ms = Math.round(performance.now() - before);
  try {
    const ours = config.url === undefined;
    const { response, error } = await lab.request({ path: '/' });
    if (!ours && response === undefined)
      throw new BootFailure(
        'no-answer',
        `${config.url} gives no HTTP answer (${error ?? 'EOF'}): is it running, and is that its address?`,
      );
    options.watch?.stage?.('learns what the service offers');
    const renew = async (): Promise<Lab> => {
      await lab.close();
      lab = await labs.fresh('discover');
      return lab;
    };
    const writes = ours || options.allowWrites === true;
    labs.learn(await discover(lab, known, { writes, ...(ours && { renew }) }));
    return ours ? `on port ${lab.origin.port}, ready after ${ms} ms` : 'already running';
  } finally {
    await lab.close();
  }
}

/** The words of the command that a configuration starts. */
export function commandOf({ command = [] }: Config): string[] {
  return typeof command === 'string' ? splitCommand(command) : command;
}
