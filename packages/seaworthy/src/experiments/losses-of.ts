import type { Exchange } from '../engine/evidence.ts';
import type { LoadFacts } from '../lab/lab.ts';
import type { Round } from './stop-under-load.ts';

/** A connection that nobody had accepted yet is reset as soon as the port is closed. Longest such exchange, in ms. */
const AT_THE_DOOR = 100;

/** The losses of one round: those that only the service can have caused, and those that a race explains. */
export function lossesOf(
  { keeping, opening, pipelined }: Pick<Round, 'keeping' | 'opening' | 'pipelined'>,
  clients: { keeping: number; opening: number },
): { proven: number; excused: number; evidence: Exchange[] } {
  const kept = split(keeping, clients.keeping);
  const opened = split(opening, clients.opening);
  return {
    proven: kept.proven + opened.proven + (pipelined.cut ? 1 : 0),
    excused: kept.excused + opened.excused,
    evidence: [...opened.evidence, ...kept.evidence],
  };
}

/** Each client can be caught in the doorway once. `losses` holds the first ten, which is more than there are excuses. */
function split({ lost, raced, losses }: LoadFacts, clients: number) {
  const atTheDoor = losses.filter(
    ({ error, startedAt, endedAt }) => error === 'ECONNRESET' && endedAt - startedAt < AT_THE_DOOR,
  );
  const excused = Math.min(lost, raced + Math.min(clients, atTheDoor.length));
  return { proven: lost - excused, excused, evidence: losses };
}
