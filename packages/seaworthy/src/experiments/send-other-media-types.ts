import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { works } from './works.ts';

/** Good JSON under the wrong name. */
export type OtherMediaTypes = Record<'text' | 'xml' | 'untyped' | 'encoded', Exchange>;

export default experiment<OtherMediaTypes>({
  id: 'send other media types',
  title: 'sends the known write as text, as XML, without a type, and with an unknown encoding',
  subject: 'shared',
  needs: ['write'],
  async run(lab) {
    lab.control('the known write works', await works(lab, () => lab.write()));
    const { 'Content-Type': _json, ...headers } = lab.profile.write!.headers;
    const { method, path } = lab.profile.write!;
    const body = (): string => JSON.stringify(lab.sample());
    const facts = {
      text: await lab.write({ headers: { 'Content-Type': 'text/plain' } }),
      xml: await lab.write({ headers: { 'Content-Type': 'application/xml' } }),
      untyped: await lab.request({ method, path, headers, body: body() }),
      encoded: await lab.write({ headers: { 'Content-Encoding': 'seaworthy' } }),
    };
    lab.control(
      'the service answers writes',
      Object.values(facts).every(({ response }) => response !== undefined),
    );
    return facts;
  },
});
