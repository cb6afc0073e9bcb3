import type { Exit, LogLine } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { freePort } from '../lab/free-port.ts';
import type { Lab } from '../lab/lab.ts';

/** How long a service may take to find out, in ms. */
const BUDGET = 10_000;
/** No port has this number. A word instead could become the name of a socket file in the service's folder. */
const NO_PORT = '99999';
const PORTS = ['PORT', 'SERVER_PORT', 'UVICORN_PORT', 'FLASK_RUN_PORT'];
/** Variables that many services read, and values that none can mean. */
const COMMON = { LOG_LEVEL: 'no-such-level', SHUTDOWN_TIMEOUT: 'not-a-number' };
const MOST_REQUIRED = 4;

type Environment = Record<string, string | undefined>;

/** One start with a bad environment, until it has ended or answers. */
export interface BadStart {
  /** The variables that are bad or missing. */
  names: string[];
  how: 'impossible' | 'unset' | 'empty';
  /** The port that it was given otherwise. */
  port: number;
  listener: { address: string; port: number } | null;
  exit: Exit | null;
  logs: LogLine[];
}

/**
 * Starts the service with an impossible port, without each variable that it is said to require, and with values that
 * no variable of that name can mean; then with all that it refused at once.
 */
export default experiment({
  id: 'start-with-bad-configuration',
  title: 'starts the service with bad configurations',
  subject: 'fresh',
  needs: ['start'],
  deadline: 150_000,

  async run(lab) {
    lab.signal('SIGKILL');
    await lab.exit(5000);
    const bad: Record<string, Environment> = { PORT: all(PORTS, NO_PORT) };
    const port = await start(lab, ['PORT'], 'impossible', all(PORTS, NO_PORT));
    const required: BadStart[] = [];
    for (const name of lab.profile.requiredEnvironment
      .filter((one) => !PORTS.includes(one))
      .slice(0, MOST_REQUIRED)) {
      const unset = await start(lab, [name], 'unset', { [name]: undefined });
      // A file with defaults fills in what is not set, but not what is empty.
      const how = unset.exit === null ? 'empty' : 'unset';
      required.push(unset.exit === null ? await start(lab, [name], 'empty', { [name]: '' }) : unset);
      bad[name] = { [name]: how === 'empty' ? '' : undefined };
    }
    const urls = lab.dependencies().map(({ name }) => [name, 'not-a-url'] as const);
    const common: BadStart[] = [];
    for (const [name, value] of [...Object.entries(COMMON), ...urls]) {
      if (bad[name] !== undefined) continue;
      common.push(await start(lab, [name], 'impossible', { [name]: value }));
      bad[name] = { [name]: value };
    }
    const named = [port, ...required, ...common].filter((one) => names(one, one.names[0]!));
    const refused = named.flatMap((one) => one.names);
    const environment = Object.assign({}, ...refused.map((name) => bad[name])) as Environment;
    const together = refused.length < 2 ? null : await start(lab, refused, 'impossible', environment);
    return { port, required, together };
  },
});

/** Whether a start was refused with this variable in the message. Runtimes speak of the port in their own words. */
export function names({ exit, logs }: BadStart, name: string): boolean {
  const pattern = name === 'PORT' ? /\bport\b/i : new RegExp(`(?<![A-Z0-9_])${name}(?![A-Z0-9_])`, 'i');
  return exit !== null && exit.code !== 0 && logs.some(({ text }) => pattern.test(text));
}

async function start(lab: Lab, bad: string[], how: BadStart['how'], env: Environment): Promise<BadStart> {
  lab.note(`starts with ${bad.join(', ')} ${how}`);
  const port = await freePort();
  const other = await lab.another({ port, env, await: 'nothing' });
  const { live = '/' } = lab.profile;
  await other.waitFor(
    async () =>
      !other.alive() ||
      (other.listener() !== undefined &&
        (await other.request({ path: live, timeout: 1000 })).response !== undefined),
    BUDGET,
    50,
  );
  const exit = await other.exit(0);
  const facts = {
    names: bad,
    how,
    port,
    listener: other.listener() ?? null,
    exit,
    logs: other.logs().slice(0, 40),
  };
  await other.close();
  return facts;
}

function all(variables: readonly string[], value: string): Environment {
  return Object.fromEntries(variables.map((name) => [name, value]));
}
