import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import broken from '../../experiments/break-http.ts';
import { noteOf, rawTold, type RawAnswer } from '../../experiments/send-raw.ts';
import { httpParser } from '../../fixes/http-parser.ts';

export default rule({
  id: 'wire/stays-in-step-after-unread-bodies',
  level: 'must',
  owner: 'platform',
  title: 'A body that nobody read is not taken for the next request',
  why: 'Handlers that answer early leave the body on the connection. Whoever then reads on in the middle of it answers requests that nobody sent, and gives the next client somebody else’s answer.',
  source: 'https://www.rfc-editor.org/rfc/rfc9112#section-9.3-7',
  doNotFlag: 'Ending the connection after the first answer is correct, and so is refusing the request.',
  fix: httpParser,
  uses: { broken },
  judge({ broken: { unread, worksAfter } }) {
    const wrong = unread
      .map((answer) => ({ answer, fault: faultOf(answer) }))
      .find(({ fault }) => fault !== undefined);
    if (wrong !== undefined)
      return fail({
        expected: 'two answers, or one and the end of the connection',
        actual: `${wrong.fault} after ${wrong.answer.what}: ${rawTold(wrong.answer)}`,
        evidence: [noteOf(wrong.answer)],
      });
    const silent = unread.find(({ statuses, ended }) => statuses.length < 2 && ended === null);
    if (silent !== undefined)
      return unclear(
        `after ${silent.what} the connection stayed open without a second answer (${rawTold(silent)})`,
      );
    if (!worksAfter) return unclear('it did not work any more afterwards: see wire/survives-garbage');
    return pass();
  },
});

/** The request behind the body is a good one, so 400 is an answer to the body. */
function faultOf({ statuses: [first = 0, second, ...more] }: RawAnswer): string | undefined {
  if (more.length > 0) return 'an answer to the body itself';
  return second === 400 && first !== 400 ? 'the body read as a request' : undefined;
}
