import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import broken from '../../experiments/break-http.ts';
import { noteOf, rawTold } from '../../experiments/send-raw.ts';
import { httpParser } from '../../fixes/http-parser.ts';

export default rule({
  id: 'wire/refuses-invalid-framing',
  level: 'must',
  owner: 'platform',
  title: 'A request whose length cannot be known is refused',
  why: 'A server that guesses where a request ends takes part of one request for another. One that answers 500 has met its own bug, and raises an alarm for what a client did.',
  source: 'https://www.rfc-editor.org/rfc/rfc9112#section-6.3',
  doNotFlag: 'Any 4xx, 501, and the end of the connection without an answer.',
  fix: {
    ...httpParser,
    django:
      'gunicorn lets a bad chunk size surface as an exception in the view, which becomes 500: let nginx or Envoy, which refuse it, stand before it, and keep gunicorn up to date.',
  },
  uses: { broken },
  judge({ broken: { framing, worksAfter } }) {
    const wrong = framing.find(
      ({ statuses: [status = 400] }) => status < 400 || (status >= 500 && status !== 501),
    );
    if (wrong !== undefined)
      return fail({
        expected: '400 or 501',
        actual: `${rawTold(wrong)} to ${wrong.what}`,
        evidence: [noteOf(wrong)],
      });
    if (!worksAfter) return unclear('it did not work any more afterwards: see wire/survives-garbage');
    return pass(framing.map(rawTold).join(', '));
  },
});
