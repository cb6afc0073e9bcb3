import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';

/** Longest wait for the port while the dependency is away, and how long it is away once the service answers, in ms. */
const PATIENCE = 8000;
const WATCH = 3000;
/** Clients that wait longer and longer between attempts need time to come back, in ms. */
const RECOVERY = 30_000;

/** Starts the service while its dependency refuses every connection, and lets the dependency come back. */
export default experiment({
  id: 'start-without-dependency',
  title: 'starts the service while its dependency is away, then lets it come back',
  subject: 'fresh',
  needs: ['start', 'dependency'],
  deadline: 90_000,

  async run(lab) {
    lab.signal('SIGKILL');
    await lab.exit(5000);
    const { live = '/', ready, read } = lab.profile;
    lab.note('starts while its dependency refuses connections');
    const other = await lab.another({ faults: 'refuse', await: 'nothing' });
    const get = (path: string): Promise<Exchange> => other.request({ path, timeout: 3000 });
    await other.waitFor(
      async () =>
        !other.alive() || (other.listener() !== undefined && (await get(live)).response !== undefined),
      PATIENCE,
      100,
    );
    const listened = other.listener() !== undefined;
    const probes: Exchange[] = [];
    const reads: Exchange[] = [];
    const until = other.now() + (listened ? WATCH : 0);
    while (other.now() < until && other.alive()) {
      if (ready !== undefined) probes.push(await get(ready));
      if (read !== undefined) reads.push(await other.read({ timeout: 3000 }));
      await other.sleep(300);
    }
    const endedAway = await other.exit(0);
    const attemptsAway = other.dependencies().map((proxy) => proxy.facts().attempts.length);
    for (const proxy of other.dependencies()) proxy.set('none');
    const back = other.now();
    const works = async (): Promise<boolean> => {
      if (other.listener() === undefined) return false;
      const { response } =
        read === undefined ? await get(ready ?? live) : await other.read({ timeout: 3000 });
      return response !== undefined && response.status < 300;
    };
    const worked =
      endedAway === null &&
      (await other.waitFor(async () => !other.alive() || (await works()), RECOVERY, 250));
    const recovered = worked && other.alive();
    const recoveredAfter = recovered ? Math.round(other.now() - back) : null;
    const exit = await other.exit(0);
    const attempts = other.dependencies().map((proxy) => proxy.facts().attempts.length);
    const logs = other.logs().slice(-20);
    await other.close();
    return {
      listened,
      probes,
      reads,
      endedAway,
      attemptsAway,
      attempts,
      recoveredAfter,
      exit,
      logs,
      waited: RECOVERY,
    };
  },
});
