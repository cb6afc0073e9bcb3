import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { statusOf } from '../../experiments/answer.ts';
import breakFields from '../../experiments/break-fields.ts';
import { names } from '../../experiments/names.ts';

export default rule({
  id: 'input/names-the-bad-field',
  level: 'should',
  owner: 'app',
  title: 'The refusal of an invalid field names the field',
  why: 'A form must show the message beside the input, and a developer must know what to change. "Bad request" makes both of them guess.',
  source: 'https://www.rfc-editor.org/rfc/rfc9457#section-3',
  doNotFlag:
    'One kind of invalid field that is not named, as long as another is: some parsers refuse wrong types before names are known.',
  fix: {
    express:
      '`validate(schema)` from @seaworthy/kit/express answers with `errors: [{ field, message, code, pointer }]`; by hand: send zod’s `issues`, without their values.',
    nestjs:
      '`seaworthy(app)` from @seaworthy/kit/nestjs does this; `ValidationPipe` sends messages that begin with the property.',
    fastify:
      'Keep `error.validation` in the error handler: `instancePath` and `params.missingProperty` name the field. `validate(schema)` from @seaworthy/kit/fastify does this.',
    fastapi: 'Keep `loc` of each of `exc.errors()` in your handler for `RequestValidationError`.',
    django: 'Answer with `form.errors` or `serializer.errors`, which are keyed by field.',
    gin: 'Map `validator.ValidationErrors` to fields; `RegisterTagNameFunc` gives the names of the JSON.',
    'spring-boot':
      'Problem details leave the fields out: override `handleMethodArgumentNotValid` in a `ResponseEntityExceptionHandler` and add `ex.getFieldErrors()`.',
    any: 'Answer with a list of fields and messages, each with a JSON pointer.',
  },
  uses: { broken: breakFields },
  judge({ broken: { fields } }) {
    const refused = fields.filter(({ exchange }) => [400, 422].includes(statusOf(exchange)));
    if (refused.length === 0) return inapplicable('no invalid field was refused with 400 or 422');
    const named = refused.filter(({ exchange, field }) => names(exchange, field));
    if (named.length > 0) return pass(`${named.length} of ${refused.length} refusals name the field`);
    return fail({
      expected: `an answer that names ${refused[0]!.field}`,
      actual: (refused[0]!.exchange.response?.body ?? '').slice(0, 200) || 'no body',
      evidence: [refused[0]!.exchange],
    });
  },
});
