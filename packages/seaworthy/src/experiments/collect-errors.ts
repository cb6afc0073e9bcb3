import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { statusOf, succeeded } from './answer.ts';
import { unknown } from './ask-for-unknown-paths.ts';
import { describedBy } from './break-fields.ts';
import { waysToBreak } from './break-a-field.ts';
import { wrongMethod } from './use-a-wrong-method.ts';
import { works } from './works.ts';

/** The one unexpected error among them. */
export const LOSS = 'the loss of a dependency';

export interface CollectedErrors {
  /** Each error with what provoked it. Answers below 400 are not here. */
  errors: { by: string; exchange: Exchange }[];
  /** Answers to requests that work. */
  good: Exchange[];
  /** Ports on this machine that only the checker and the service know. */
  canaries: number[];
}

/** Many limits are smaller, and it does no harm where there is none: white space before the JSON. */
const LARGE = 2 * 1024 * 1024;

export default experiment<CollectedErrors>({
  id: 'collect errors',
  title: 'provokes one error of each kind',
  // At the end the dependencies are gone.
  subject: 'fresh',
  deadline: 60_000,
  async run(lab) {
    const { read, write } = lab.profile;
    const all: CollectedErrors['errors'] = [];
    const provoke = async (by: string, answer: Promise<Exchange>): Promise<void> => {
      all.push({ by, exchange: await answer });
    };
    if (read !== undefined) lab.control('the known read works', await works(lab));
    const good = read === undefined ? [] : [await lab.read()];
    await provoke('an unknown path', unknown(lab));
    if (write !== undefined) {
      good.push(await lab.write());
      await provoke('malformed JSON', lab.write({ body: '{"name":' }));
      const body = lab.sample();
      const field = Object.keys(body)[0];
      const [broken] = field === undefined ? [] : waysToBreak(body, field, describedBy(lab));
      if (broken !== undefined)
        await provoke('an invalid field', lab.write({ body: JSON.stringify(broken.body) }));
      await provoke(
        'an unsupported media type',
        lab.write({ headers: { 'Content-Type': 'application/xml' } }),
      );
      const large = ' '.repeat(LARGE) + JSON.stringify(lab.sample());
      await provoke('a large body', lab.write({ body: large }));
      if (read !== undefined) await provoke('a wrong method', wrongMethod(lab));
    }
    if (read !== undefined && lab.dependencies().length > 0) {
      for (const proxy of lab.dependencies()) {
        proxy.set('refuse');
        proxy.cut('FIN');
      }
      await provoke(LOSS, lab.read());
    }
    return {
      errors: all.filter(isError),
      good: good.filter(succeeded),
      canaries: lab.dependencies().map(({ port }) => port),
    };
  },
});

/** What a rate limiter, an overloaded service or the server library says is no answer of the application. */
function isError({ by, exchange }: CollectedErrors['errors'][number]): boolean {
  const status = statusOf(exchange);
  return status >= 400 && ![429, 501].includes(status) && (status !== 503 || by === LOSS);
}
