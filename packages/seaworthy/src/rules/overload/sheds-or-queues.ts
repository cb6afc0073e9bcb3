import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import burst, { lostIn } from '../../experiments/burst.ts';
import { ending } from '../../experiments/took.ts';
import { overload } from '../../fixes/overload.ts';

/** Share of the requests that may be lost. */
const TOLERATED = 0.001;

export default rule({
  id: 'overload/sheds-or-queues',
  level: 'should',
  owner: 'app',
  title: 'In a burst requests are answered, queued or refused in order, and it passes without a trace',
  why: 'A sale, a retry storm or a crawler sends twenty times the usual. 503 lets clients and balancers react; dropped connections look like a broken service and make them try again at once.',
  source: 'https://sre.google/sre-book/handling-overload/',
  doNotFlag:
    'Slow answers, 429 and 503. One lost request in a thousand. It takes three bursts to fail, and a checker that was itself too busy judges nothing.',
  fix: overload,
  uses: { burst },
  timed: 1000,
  judge({ burst: { rounds } }) {
    const dead = rounds.find(({ exit }) => exit !== null);
    if (dead?.exit)
      return fail({ expected: 'a service that survives', actual: ending(dead.exit), evidence: [dead.exit] });
    const bad = rounds.filter(({ load }) => lostIn(load) > load.requests * TOLERATED);
    const stuck = rounds.filter(({ recoveredAfter }) => recoveredAfter === null);
    const [first = rounds[0]!] = bad;
    const outcomes = JSON.stringify(first.load.outcomes);
    if (bad.length < rounds.length && stuck.length < rounds.length)
      return pass(`${first.load.requests} requests: ${outcomes}`);
    if (rounds.length < 3) return unclear(`seen only in ${rounds.length} bursts`);
    if (bad.length < rounds.length)
      return fail({
        expected: 'answers as fast as before, within 10 s of the end',
        actual: 'slow answers for longer than that, after 3 of 3 bursts',
      });
    return fail({
      expected: '2xx, 429 or 503 for each of them',
      actual: `${bad.map(({ load }) => `${lostIn(load)} of ${load.requests}`).join(', ')} requests lost or failed: ${outcomes}`,
      evidence: first.load.losses.slice(0, 3),
    });
  },
});
