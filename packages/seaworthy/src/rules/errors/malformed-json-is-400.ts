import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, told } from '../../experiments/answer.ts';
import sendHostileBodies from '../../experiments/send-hostile-bodies.ts';

export default rule({
  id: 'errors/malformed-json-is-400',
  level: 'must',
  owner: 'app',
  title: 'Malformed JSON is refused with 400',
  why: 'A broken body is the client’s mistake. A 500 wakes the wrong people, counts against the service, and invites the client to send the same again.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.1',
  doNotFlag:
    '422 is accepted. Answers that have another reason (401, 403, 404, 409, 413, 415, 429, 503) say nothing about the body.',
  fix: {
    express:
      'express.json() passes an error with status 400 on: keep that status in the error handler. `seaworthy(app)` from @seaworthy/kit/express does this.',
    nestjs:
      'Nest answers 400: look for a filter or a raw body that you parse yourself. `seaworthy(app)` from @seaworthy/kit/nestjs does this.',
    fastify:
      'Fastify answers 400: keep `error.statusCode` in the error handler, and in a parser of your own throw an error that has it.',
    fastapi:
      'FastAPI answers 422 when the body is a model; where you call `await request.json()` yourself, catch `JSONDecodeError` and answer 400.',
    django:
      'Catch `json.JSONDecodeError` (and `UnicodeDecodeError`) around `json.loads(request.body)` and answer 400; Django REST framework and Ninja do this.',
    gin: 'Answer 400 when `c.ShouldBindJSON(&body)` returns an error.',
    'spring-boot':
      'Spring answers 400 (`HttpMessageNotReadableException`): do not map it to 500 in an advice for `Exception`.',
    any: 'Catch the parser’s error where the body is parsed and answer 400.',
  },
  uses: { hostile: sendHostileBodies },
  judge({ hostile: { malformed } }) {
    const wrong = malformed.tried.filter(({ exchange }) => ![400, 422].includes(statusOf(exchange)));
    const [first] = wrong;
    if (first === undefined) return pass();
    const status = statusOf(first.exchange);
    if (first.exchange.error === 'TIMEOUT') return unclear('malformed JSON got no answer in time');
    if (status !== 503 && (status === 0 || status >= 500 || status < 300))
      return fail({
        expected: '400 or 422',
        actual: wrong.map(({ name, exchange }) => `${name}: ${told(exchange)}`).join('; '),
        evidence: wrong.map(({ exchange }) => exchange),
      });
    return unclear(`malformed JSON was answered with ${told(first.exchange)}, which may have another reason`);
  },
});
