import { fail, inapplicable, pass, unclear, type Verdict } from '../engine/rule.ts';
import { diesOfSignal, inWords } from './clean-exit.ts';
import type { Stop } from './stop-with-quiet-connections.ts';

/** How much later than a stop without connections still counts as prompt, in ms. */
const ALLOWANCE = 10_000;
/** Later than this with an exit code of its own is a deadline that had to be enforced, in ms. */
const FORCED = 3000;

interface Stops {
  together: Stop;
  alone?: Stop;
  idle?: Stop;
  silent?: Stop;
}

/** Whether connections of one kind delayed a stop. */
export function delayedBy(kind: 'idle' | 'silent', { together, alone, ...separately }: Stops): Verdict {
  const stop = separately[kind] ?? together;
  if (alone?.exit === null) return unclear('it does not end on SIGTERM even without a connection');
  if (stop[kind] === 0)
    return inapplicable(
      kind === 'idle' ? 'it closes every connection after one response' : 'it accepted no connection',
    );
  const evidence = stop.exit === null ? [] : [stop.exit];
  const expected = 'an end as without them';
  const count = `${stop[kind]} ${kind} connection${stop[kind] === 1 ? '' : 's'}`;
  if (stop.exit === null)
    return fail({ expected, actual: `still alive after ${Math.round(stop.waited)} ms, with ${count}` });
  const base = alone?.exit?.afterSignal ?? 0;
  const took = stop.exit.afterSignal ?? 0;
  const forced = alone?.exit != null && stop.exit.code !== alone.exit.code && took - base > FORCED;
  if (took - base > ALLOWANCE || forced)
    return fail({ expected, actual: `${inWords(stop.exit)}, with ${count}`, evidence });
  if (together.drained === false || (together.drained === null && diesOfSignal(together.exit)))
    return inapplicable('it cuts open requests, so it waits for nothing: see shutdown/finishes-in-flight');
  return pass(`${inWords(stop.exit)}, with ${count}`);
}
