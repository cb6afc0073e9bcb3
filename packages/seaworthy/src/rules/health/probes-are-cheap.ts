import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import outage from '../../experiments/lose-dependencies.ts';
import { healthProbes } from '../../fixes/health-probes.ts';

/** Share of probes that may open a connection: a pool may replace some meanwhile. */
const SHARE = 1 / 3;

export default rule({
  id: 'health/probes-are-cheap',
  level: 'may',
  owner: 'app',
  title: 'Probes open no connection of their own each time',
  why: 'Every replica is probed every few seconds by several parties, most of all when it is in trouble. A new database connection for each costs more than the requests themselves.',
  source: 'https://aws.amazon.com/builders-library/implementing-health-checks/',
  doNotFlag: 'Services that open a connection for each request anyway may want to skip this rule.',
  fix: {
    ...healthProbes,
    django:
      'Give the probe a connection that stays: `CONN_MAX_AGE`, or `OPTIONS = {"pool": True}`; and remember its answer for a second.',
    any: 'Use a pooled connection for the check, and remember the answer for a second.',
  },
  uses: { outage },
  judge({ outage: { probed } }) {
    if (probed === undefined) return inapplicable('it has no probe: see health/has-readiness');
    const { path, times, connections } = probed;
    const note = `${connections} connections for ${times} answers of ${path}`;
    if (connections <= times * SHARE) return pass(note);
    return fail({ expected: 'no connection, or a few', actual: note });
  },
});
