import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, succeeded } from '../../experiments/answer.ts';
import sendUnknownFields from '../../experiments/send-unknown-fields.ts';

export default rule({
  id: 'input/unknown-fields-do-not-become-data',
  level: 'should',
  owner: 'app',
  title: 'Fields that nobody asked for are not stored',
  why: 'A body that goes to the store as it came lets its sender set `role`, `ownerId` or whatever the row has. Through `__proto__` it can change every object of a JavaScript process.',
  source: 'https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/',
  doNotFlag:
    'Only fields that are neither documented nor in the ordinary answer are sent. Bodies whose schema allows additional properties. Refusing unknown fields and dropping them are both right.',
  fix: {
    express:
      'Store what the schema returned (`request.valid.body` with @seaworthy/kit/express), never `request.body`: zod drops unknown keys.',
    nestjs: '`new ValidationPipe({ whitelist: true })`, or a schema with @seaworthy/kit/nestjs.',
    fastify:
      'Write `additionalProperties: false` in `schema.body`: Ajv then removes what is not listed. Or `request.valid.body` with @seaworthy/kit/fastify.',
    fastapi:
      'Use a model for the input that has only what a client may set, and keep `extra="ignore"` or use `"forbid"`.',
    django:
      'List `fields` in the form or serializer, never `"__all__"`, and create rows from `cleaned_data` or `validated_data`.',
    gin: 'Bind into a struct of its own for the input, not into the model of the row.',
    'spring-boot': 'Bind into a record of its own for the input, not into the entity.',
    any: 'Copy the fields that a client may set; never store the body.',
  },
  uses: { unknown: sendUnknownFields },
  judge({ unknown: { sent, answer, stored, polluting, polluted, after, open } }) {
    const spoilt = [after, answer].find(({ response }) => holds(response?.body, Object.values(polluting)));
    if (spoilt !== undefined)
      return fail({
        expected: 'no trace of __proto__',
        actual: 'its members in another answer',
        evidence: [polluted, spoilt],
      });
    if (open) return inapplicable('the document allows additional properties');
    if ([429, 503].includes(statusOf(answer)) || statusOf(answer) >= 500)
      return unclear(`unknown fields were answered with ${statusOf(answer)}`);
    if (!succeeded(answer)) return pass('unknown fields are refused');
    const shown = [answer, ...(stored === undefined ? [] : [stored])].filter(succeeded);
    const telling = shown.find(({ response }) => holds(response?.body, Object.values(sent)));
    if (telling !== undefined) {
      const kept = Object.entries(sent).filter(([, value]) => telling.response?.body.includes(value));
      const actual = `${kept.map(([name]) => name).join(', ')} came back as sent`;
      return fail({ expected: 'no undocumented field', actual, evidence: [answer, telling] });
    }
    if (shown.every(({ response }) => response?.body === ''))
      return inapplicable('no answer shows what was stored');
    return pass();
  },
});

function holds(body: string | undefined, values: readonly string[]): boolean {
  return values.some((value) => body?.includes(value) === true);
}
