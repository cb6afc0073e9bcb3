import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import broken from '../../experiments/break-http.ts';
import { noteOf, rawTold } from '../../experiments/send-raw.ts';
import { httpParser } from '../../fixes/http-parser.ts';

export default rule({
  id: 'wire/refuses-length-with-chunked',
  level: 'must',
  owner: 'platform',
  title: 'A request with Content-Length and Transfer-Encoding is refused, or the last on its connection',
  why: 'A proxy and a server that disagree about where such a request ends let one client put a request into another one’s connection: request smuggling. Closing the connection ends the disagreement.',
  source: 'https://www.rfc-editor.org/rfc/rfc9112#section-6.1-15',
  doNotFlag:
    'One answer and then the end of the connection is as good as 400. Only an answer to what followed such a request on the same connection fails.',
  fix: {
    ...httpParser,
    gin: 'Go’s net/http goes by the chunks, drops Content-Length and keeps the connection, and a handler cannot see that: let a proxy that refuses such requests stand before it.',
  },
  uses: { broken },
  judge({ broken: { both, worksAfter } }) {
    const smuggled = both.find(({ statuses }) => statuses.length > 1);
    if (smuggled !== undefined)
      return fail({
        expected: '400, or one answer and the end of the connection',
        actual: `two answers on one connection: ${rawTold(smuggled)}`,
        evidence: [noteOf(smuggled)],
      });
    if (!worksAfter) return inapplicable('it did not work any more afterwards: see wire/survives-garbage');
    return pass(both.map(rawTold).join('; '));
  },
});
