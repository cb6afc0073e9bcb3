import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';

/** The probes as they are while all is well; absent when the service has none. */
export interface Probes {
  live?: Exchange;
  ready?: Exchange;
  /** Whether the liveness probe goes by a name that stands for health in general. */
  general: boolean;
}

const GENERAL = /\/(?:healthz?|ping|status)\/?$/;

export default experiment<Probes>({
  id: 'ask probes',
  title: 'asks the health probes',
  subject: 'shared',
  async run(lab) {
    const { live, ready } = lab.profile;
    return {
      ...(live !== undefined && { live: await lab.request({ path: live, timeout: 5000 }) }),
      ...(ready !== undefined && { ready: await lab.request({ path: ready, timeout: 5000 }) }),
      general: live !== undefined && ready === undefined && GENERAL.test(live.split('?')[0]!),
    };
  },
});
