import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Exposition } from './exposition.ts';
import { scrape } from './scrape.ts';

/** The metrics as they are served; absent when the service has none. */
export interface Metrics {
  path?: string;
  /** Without its body, which is long. */
  answer?: Exchange;
  samples: number;
  faults: Exposition['faults'];
}

export default experiment<Metrics>({
  id: 'ask metrics',
  title: 'asks for the metrics',
  subject: 'shared',
  async run(lab) {
    const { metrics: path } = lab.profile;
    if (path === undefined) return { samples: 0, faults: [] };
    const { answer, samples, faults } = await scrape(lab);
    const { response } = answer;
    const short = response && { ...response, body: `${response.body.slice(0, 300)}…` };
    return {
      path,
      answer: { ...answer, ...(short && { response: short }) },
      samples: samples.length,
      faults,
    };
  },
});
