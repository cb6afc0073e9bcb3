import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { statusOf } from '../../experiments/answer.ts';
import sendSecrets from '../../experiments/send-secrets.ts';

export default rule({
  id: 'input/echoes-no-secrets',
  level: 'must',
  owner: 'app',
  title: 'A refusal does not repeat submitted secrets',
  why: 'Answers are logged by clients, proxies and error trackers. A password that is sent back because another field was wrong lies in all of those logs.',
  source:
    'https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x25-V16-Security-Logging-and-Error-Handling.md#v165-error-handling',
  doNotFlag: 'The secret is random and new, so nothing else can look like it. Only refusals are judged.',
  fix: {
    express:
      'Send messages and paths of issues, never values; `validate(schema)` from @seaworthy/kit/express does this.',
    nestjs:
      'In `ValidationPipe` keep `validationError: { target: false, value: false }` when you write your own `exceptionFactory`; `seaworthy(app)` from @seaworthy/kit/nestjs sends no values.',
    fastify: 'Do not set `verbose: true` in `ajv.customOptions`, and do not send `request.body` in errors.',
    fastapi:
      'FastAPI sends `input`, the whole object when a field is missing: in a handler for `RequestValidationError` send only `loc`, `msg` and `type` of `exc.errors()`.',
    django: 'Keep values out of messages (`%(value)s`) of fields that are secret.',
    gin: 'Do not send `fe.Value()` of a `validator.FieldError`.',
    'spring-boot': 'Do not send `getRejectedValue()`; keep `server.error.include-binding-errors=never`.',
    any: 'Say which field is wrong and what was expected, never what was sent.',
  },
  uses: { sent: sendSecrets },
  judge({ sent: { canary, answers } }) {
    const refused = answers.filter((answer) => statusOf(answer) >= 400);
    if (refused.length === 0) return inapplicable('no write with a secret was refused');
    const telling = refused.find(({ response }) => response?.body.includes(canary));
    if (telling === undefined) return pass(`${refused.length} refusals`);
    return fail({
      expected: 'no submitted value',
      actual: 'the password that was sent',
      evidence: [telling],
    });
  },
});
