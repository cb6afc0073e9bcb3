import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, told } from '../../experiments/answer.ts';
import { requestIdOf } from '../../experiments/request-id-of.ts';
import sent, { INJECTED } from '../../experiments/send-request-ids.ts';
import { requestId } from '../../fixes/request-id.ts';

/** The longest id that is worth repeating, as Rails has it. */
const LONGEST = 255;

export default rule({
  id: 'request-id/is-sanitised',
  level: 'should',
  owner: 'app',
  title: 'A hostile inbound request id is neither repeated nor fatal',
  why: 'The id comes from whoever sends the request, and ends up in logs, in tickets and on dashboards. Taken as it is, it fills the log, breaks the line, or runs as script where somebody reads it.',
  source: 'https://api.rubyonrails.org/classes/ActionDispatch/RequestId.html',
  doNotFlag:
    'Refusing the request (4xx), by the server or by the application, is as good as replacing the id. Cutting or cleaning the id is, too.',
  fix: {
    ...requestId,
    any: 'Accept an inbound id only if it matches `^[\\w.:=+/-]{1,128}$` as a whole; otherwise make a new one.',
  },
  uses: { sent },
  judge({ sent: { without, hostile, worksAfter } }) {
    if (!worksAfter) return unclear('the known read did not work afterwards');
    for (const { what, exchange } of hostile) {
      const status = statusOf(exchange);
      if (status >= 500 && status !== 501 && status !== 503)
        return fail({
          expected: 'an answer as without an id, or 4xx',
          actual: `${told(exchange)} to an id with ${what}`,
          evidence: [exchange],
        });
      const id = requestIdOf(exchange)?.value ?? '';
      const injected = exchange.response?.headers[INJECTED] !== undefined;
      // oxlint-disable-next-line no-control-regex -- what must not be repeated
      if (injected || id.length > LONGEST || /[<>"\u0000-\u001f\u007f-\uffff]/.test(id))
        return fail({
          expected: `an id of at most ${LONGEST} plain characters`,
          actual: injected
            ? 'a header made from the id'
            : `“${id.slice(0, 60)}” (${id.length} characters), as sent`,
          evidence: [exchange],
        });
    }
    if (
      requestIdOf(without) === undefined &&
      hostile.every(({ exchange }) => requestIdOf(exchange) === undefined)
    )
      return inapplicable('it repeats no request id: see request-id/is-on-every-response');
    return pass();
  },
});
