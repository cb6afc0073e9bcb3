import type { Exchange } from '../../engine/evidence.ts';
import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { objectOf, statusOf, succeeded, told } from '../../experiments/answer.ts';
import repeatWithIdempotencyKey from '../../experiments/repeat-with-idempotency-key.ts';

export default rule({
  id: 'docs/idempotency-key-is-honoured',
  level: 'should',
  owner: 'app',
  title: 'A documented Idempotency-Key makes a write safe to repeat',
  why: 'A client that lost the answer sends the request again and trusts the key. When the key is only documented, the order is placed twice.',
  source: 'https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header-06#section-2.6',
  doNotFlag:
    'Services that do not document the header on the known write. Answers that differ in their ids of the request or in times only.',
  fix: {
    express:
      'Store the answer by key in the transaction that does the work, with a hash of the body; answer from there when the key comes again.',
    nestjs:
      'An interceptor that looks the key up before the handler, and stores the answer in the transaction of the handler.',
    fastify: 'A `preHandler` that looks the key up, and the answer stored in the transaction of the handler.',
    fastapi: 'A dependency that looks the key up, and the answer stored in the transaction of the handler.',
    django:
      'Store key, hash of the body and answer in the `atomic` block of the view, with a unique constraint on the key.',
    gin: 'A middleware that looks the key up, and the answer stored in the transaction of the handler.',
    'spring-boot':
      'Store key, hash of the body and answer in the `@Transactional` method, with a unique constraint on the key.',
    any: 'One row per key with a unique constraint: the same body gets the stored answer, another body 422, a repetition while the first runs 409.',
  },
  uses: { writes: repeatWithIdempotencyKey },
  judge({ writes: { documented, first, again, other } }) {
    if (!documented || first === undefined || again === undefined || other === undefined)
      return inapplicable('the known write does not document Idempotency-Key');
    if ([again, other].some((answer) => [429, 503].includes(statusOf(answer))))
      return unclear('the service was too busy');
    if (statusOf(again) !== statusOf(first) || different(first, again))
      return fail({
        expected: `the first answer again (${told(first)})`,
        actual: succeeded(again) ? 'a second effect' : told(again),
        evidence: [first, again],
      });
    if (succeeded(other) && different(first, other))
      return fail({
        expected: '422 for the key with another body',
        actual: told(other),
        evidence: [first, other],
      });
    return pass();
  },
});

/** Whether two answers tell of two things: by `Location` or id. */
function different(one: Exchange, other: Exchange): boolean {
  const identities = [one, other].map((exchange) => {
    const body = objectOf(exchange) ?? {};
    return [exchange.response?.headers['location'], body['id'] ?? body['_id'] ?? body['uuid']];
  });
  const [[place, id] = [], [otherPlace, otherId] = []] = identities;
  return place !== otherPlace || id !== otherId;
}
