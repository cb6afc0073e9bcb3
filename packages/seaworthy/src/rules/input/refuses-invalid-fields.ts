import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, succeeded, told } from '../../experiments/answer.ts';
import breakFields from '../../experiments/break-fields.ts';

export default rule({
  id: 'input/refuses-invalid-fields',
  level: 'must',
  owner: 'app',
  title: 'Each invalid field is refused',
  why: 'What gets in invalid is stored, and breaks somebody else later. A 5xx instead of a refusal is the same gap: the input went too far before anything noticed.',
  source:
    'https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x11-V2-Validation-and-Business-Logic.md#v22-input-validation',
  doNotFlag:
    'Only what the OpenAPI document or the configuration calls invalid counts as invalid. Conversions such as "3" for 3 are not tried: an object stands where a scalar belongs, which nobody converts. Any 4xx is a refusal.',
  fix: {
    express:
      'Validate before the handler: `validate(schema)` from @seaworthy/kit/express with a zod, Valibot or ArkType schema.',
    nestjs:
      '`@Body({ schema })` with `seaworthy(app)` from @seaworthy/kit/nestjs, or `app.useGlobalPipes(new ValidationPipe({ whitelist: true }))` and decorators on the DTO.',
    fastify: 'Give the route a `schema.body`, or `validate(schema)` from @seaworthy/kit/fastify.',
    fastapi: 'Declare the body as a Pydantic model with constraints (`Field(min_length=1, max_length=100)`).',
    django:
      'Use a form, a Django REST framework serializer or a Ninja schema, and answer 400 unless it is valid.',
    gin: 'Put `binding:"required,max=100"` tags on the struct and answer 400 when `c.ShouldBindJSON` returns an error.',
    'spring-boot':
      'Put `@NotBlank`, `@Size` and the like on the record and `@Valid` before `@RequestBody`; add spring-boot-starter-validation.',
    any: 'Check the body against the schema that you publish, before anything else sees it.',
  },
  uses: { broken: breakFields },
  judge({ broken: { fields } }) {
    const failing = fields.find(({ exchange }) => statusOf(exchange) >= 500 && statusOf(exchange) !== 503);
    const taken = fields.find(({ exchange, certain }) => certain && succeeded(exchange));
    const wrong = failing ?? taken;
    if (wrong !== undefined)
      return fail({
        expected: `400 or 422 for ${wrong.field} (${WAYS[wrong.how]})`,
        actual: told(wrong.exchange),
        evidence: [wrong.exchange],
      });
    const refused = fields.filter(({ exchange }) => statusOf(exchange) >= 400 && statusOf(exchange) < 500);
    if (refused.some(({ exchange }) => statusOf(exchange) === 429)) return unclear('a rate limit was met');
    if (refused.length > 0) return pass(`${refused.length} of ${fields.length} changes were refused`);
    return inapplicable(
      'nothing says which fields are invalid: serve an OpenAPI document, or tell me routes.write.required',
    );
  },
});

const WAYS = {
  missing: 'required, but missing',
  type: 'an object where a scalar belongs, or the reverse',
  enum: 'a value that is not listed',
  range: 'outside of the documented limits',
};
