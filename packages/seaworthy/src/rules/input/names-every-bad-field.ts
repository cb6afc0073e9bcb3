import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf } from '../../experiments/answer.ts';
import breakFields from '../../experiments/break-fields.ts';
import { names } from '../../experiments/names.ts';

export default rule({
  id: 'input/names-every-bad-field',
  level: 'may',
  owner: 'app',
  title: 'The refusal names all invalid fields at once',
  why: 'A user who mends one field only to hear of the next gives up. One round trip can tell all of them.',
  source: 'https://www.rfc-editor.org/rfc/rfc9457#section-3',
  doNotFlag:
    'Services that name no field at all: input/names-the-bad-field judges those. Stopping at the first is a choice where checks are expensive, so this is only a may.',
  fix: {
    express:
      '`validate(schema)` from @seaworthy/kit/express tells all; by hand: zod and Valibot collect all issues.',
    nestjs:
      'Keep `stopAtFirstError: false` in `ValidationPipe`; `seaworthy(app)` from @seaworthy/kit/nestjs tells all.',
    fastify:
      '`ajv: { customOptions: { allErrors: true } }` with a body limit that bounds its cost; or `validate(schema)` from @seaworthy/kit/fastify.',
    fastapi: 'Pydantic collects all: send the whole of `exc.errors()`, without `input`.',
    django: 'Send all of `form.errors` or `serializer.errors`, not the first.',
    gin: 'Send all of `validator.ValidationErrors`; an error of the JSON decoder is the first only.',
    'spring-boot': 'Send all of `ex.getFieldErrors()`, not `getFieldError()`.',
    any: 'Collect before you answer.',
  },
  uses: { broken: breakFields },
  judge({ broken: { fields, pair } }) {
    if (pair === undefined) return inapplicable('no two fields were refused for the same reason');
    const alone = fields.filter(({ field, how }) => how === pair.how && pair.fields.includes(field));
    if (!alone.every(({ exchange, field }) => names(exchange, field)))
      return inapplicable('it does not name each of the two fields when only that one is invalid');
    if (![400, 422].includes(statusOf(pair.exchange)))
      return unclear(`two invalid fields were answered with ${statusOf(pair.exchange)}`);
    const missing = pair.fields.filter((field) => !names(pair.exchange, field));
    if (missing.length === 0) return pass();
    return fail({
      expected: `an answer that names ${pair.fields.join(' and ')}`,
      actual: `it does not name ${missing.join(' and ')}`,
      evidence: [pair.exchange],
    });
  },
});
