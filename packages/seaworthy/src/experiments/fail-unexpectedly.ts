import type { Exchange, Exit } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { works } from './works.ts';

export interface UnexpectedFailure {
  /** Requests that met the missing dependency. */
  exchanges: Exchange[];
  /** Whether the process was alive after them. */
  alive: boolean;
  exit: Exit | null;
}

/** Longest wait for an answer in ms: pools that wait half a minute for a connection are slow, not silent. */
const PATIENCE = 35_000;

export default experiment<UnexpectedFailure>({
  id: 'fail unexpectedly',
  title: 'takes the dependencies away and asks',
  subject: 'fresh',
  needs: ['dependency', 'read'],
  deadline: 80_000,
  async run(lab) {
    lab.control('the known read works', await works(lab));
    const proxies = lab.dependencies();
    const opened = proxies.reduce((sum, proxy) => sum + proxy.facts().opened, 0);
    lab.control('the service reached a dependency through the proxy', opened > 0);
    for (const proxy of proxies) {
      proxy.set('refuse');
      proxy.cut('FIN');
    }
    // A service that dies of the loss itself, before anybody asks, is another rule's.
    lab.control('the service outlives the loss of its idle connections', (await lab.exit(500)) === null);
    const exchanges = await Promise.all([
      lab.read({ timeout: PATIENCE }),
      ...(lab.profile.write === undefined ? [] : [lab.write({ timeout: PATIENCE })]),
    ]);
    const exit = await lab.exit(500);
    return { exchanges, alive: exit === null && lab.alive(), exit };
  },
});
