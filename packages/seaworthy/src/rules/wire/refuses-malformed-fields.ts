import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import broken from '../../experiments/break-http.ts';
import { noteOf, rawTold } from '../../experiments/send-raw.ts';
import { httpParser } from '../../fixes/http-parser.ts';

export default rule({
  id: 'wire/refuses-malformed-fields',
  level: 'must',
  owner: 'platform',
  title: 'A malformed header field is refused',
  why: 'Two programs that read one header differently can be played against each other: what the proxy took for harmless is `Transfer-Encoding` to the server behind.',
  source: 'https://www.rfc-editor.org/rfc/rfc9112#section-5.1-2',
  doNotFlag:
    'White space before the colon must be refused, by any 4xx or the end of the connection. A bare CR, a NUL or a folded line may also be replaced by a space, which cannot be seen from here, so only 5xx fails there.',
  fix: httpParser,
  uses: { broken },
  judge({ broken: { spaceBeforeColon, fields, worksAfter } }) {
    const taken = spaceBeforeColon.find(({ statuses: [status = 400] }) => status < 400);
    const failed = [...spaceBeforeColon, ...fields].find(
      ({ statuses: [status = 400] }) => status >= 500 && status !== 501,
    );
    const wrong = taken ?? failed;
    if (wrong !== undefined)
      return fail({
        expected: '400',
        actual: `${rawTold(wrong)} to ${wrong.what}`,
        evidence: [noteOf(wrong)],
      });
    if (!worksAfter) return unclear('it did not work any more afterwards: see wire/survives-garbage');
    return pass();
  },
});
