import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, told } from '../../experiments/answer.ts';
import acceptStrangeTypes from '../../experiments/accept-strange-types.ts';

export default rule({
  id: 'http/unacceptable-accept-is-no-5xx',
  level: 'should',
  owner: 'app',
  title: 'An Accept that cannot be met is no failure of the service',
  why: 'Clients send all kinds of Accept. A service may ignore it or refuse it with 406; a 500 wakes somebody for nothing.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-12.4.1',
  doNotFlag: 'Every 2xx, 3xx and 4xx is accepted.',
  fix: {
    express: 'Give `response.format({ … })` a `default`, and handle `false` from `request.accepts(…)`.',
    nestjs:
      'Handle `false` from `request.accepts(…)`, and throw `NotAcceptableException` instead of an `Error`.',
    fastify:
      'With @fastify/accepts use `request.type([…])` and handle `false`; it throws 406 only when told to.',
    fastapi:
      'Parse Accept defensively where you do it yourself; look for a dictionary that is indexed by its value.',
    django:
      'In Django REST framework an unmet Accept is 406: look for an exception handler that fails on `NotAcceptable`.',
    gin: 'Give `c.NegotiateFormat(…)` a fallback: it returns an empty string when nothing fits.',
    'spring-boot':
      'Spring answers 406 (`HttpMediaTypeNotAcceptableException`): do not map it to 500 in an advice for `Exception`, and return errors that do not depend on Accept.',
    any: 'Fall back to the default representation, or answer 406.',
  },
  uses: { answers: acceptStrangeTypes },
  judge({ answers }) {
    const broken = answers.find((exchange) => statusOf(exchange) >= 500);
    if (broken === undefined) return pass();
    if (statusOf(broken) === 503) return unclear('the service was too busy');
    return fail({
      expected: '2xx or 406',
      actual: `${told(broken)} for Accept: ${broken.request.headers['Accept']}`,
      evidence: [broken],
    });
  },
});
