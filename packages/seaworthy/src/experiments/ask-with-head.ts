import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { changed } from '../lab/known-requests.ts';
import { succeeded } from './answer.ts';
import { askRaw } from './ask-raw.ts';

export interface AskedWithHead {
  read: Exchange;
  /** With every byte that followed its head as the body. */
  head: Exchange;
}

export default experiment<AskedWithHead>({
  id: 'ask with HEAD',
  title: 'asks for the known read with HEAD',
  subject: 'shared',
  needs: ['read', 'disturb'],
  async run(lab) {
    const read = await lab.read();
    lab.control('the known read works', succeeded(read));
    const head = await askRaw(lab, changed(lab.profile.read!, { method: 'HEAD', timeout: 3000 }));
    lab.control('the service answers at all', head.response !== undefined);
    return { read, head };
  },
});
