import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import { requestIdOf } from './request-id-of.ts';
import { works } from './works.ts';

export interface CollectedRequestIds {
  /** Ids of the answers of each process, in order; `null` for an answer without one. */
  processes: (string | null)[][];
  /** Answers with an id that came before, and those before them. */
  repeated: Exchange[];
}

/** Requests to the first process and to the second. */
const FIRST = 300;
const SECOND = 50;
const AT_ONCE = 20;

export default experiment<CollectedRequestIds>({
  id: 'collect request ids',
  title: `sends ${FIRST} reads without an id, starts a second process, and sends it ${SECOND}`,
  subject: 'fresh',
  needs: ['start', 'disturb', 'read'],
  deadline: 60_000,
  async run(lab) {
    lab.control('the known read works', await works(lab));
    const first = await askMany(lab, FIRST);
    const other = await lab.another({});
    const second = await askMany(other, SECOND);
    await other.close();
    const seen = new Map<string, Exchange>();
    const repeated: Exchange[] = [];
    for (const exchange of [...first, ...second]) {
      const id = requestIdOf(exchange)?.value;
      const before = id === undefined ? undefined : seen.get(id);
      if (before !== undefined && repeated.length < 4) repeated.push(before, exchange);
      if (id !== undefined) seen.set(id, exchange);
    }
    return { processes: [idsOf(first), idsOf(second)], repeated };
  },
});

async function askMany(lab: Lab, count: number): Promise<Exchange[]> {
  const answers: Exchange[] = [];
  let left = count;
  const ask = async (): Promise<void> => {
    while (left-- > 0) answers.push(await lab.read());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return answers;
}

function idsOf(answers: readonly Exchange[]): (string | null)[] {
  return answers.map((answer) => requestIdOf(answer)?.value ?? null);
}
