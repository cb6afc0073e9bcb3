import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { works } from './works.ts';

/** One that the service cannot serve, another, and one that is not well-formed. */
const ACCEPTS = ['application/vnd.seaworthy.unknown', 'text/turtle;q=1', ';;q=seaworthy,/'];

/** Answers to the known read with each of these as its `Accept`. */
export default experiment<Exchange[]>({
  id: 'accept strange types',
  title: 'asks for the known read with strange Accept headers',
  subject: 'shared',
  needs: ['read'],
  async run(lab) {
    lab.control('the known read works', await works(lab));
    const answers: Exchange[] = [];
    for (const Accept of ACCEPTS) answers.push(await lab.read({ headers: { Accept } }));
    lab.control(
      'the service answers at all',
      answers.every(({ response }) => response !== undefined),
    );
    return answers;
  },
});
