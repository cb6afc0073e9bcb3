import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, succeeded, told } from '../../experiments/answer.ts';
import sendOtherMediaTypes from '../../experiments/send-other-media-types.ts';

export default rule({
  id: 'http/unsupported-media-type-is-refused',
  level: 'should',
  owner: 'app',
  title: 'A body of a type that the route does not take is refused',
  why: 'A browser sends text/plain from any page without asking, so a route that takes it for JSON can be called by strangers with the user’s cookies. And XML that is parsed as JSON by luck fails by bad luck.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16',
  doNotFlag:
    'Any 4xx is accepted. JSON without a Content-Type may be recognised, and an unknown Content-Encoding may be ignored (RFC 9110 section 8): both must only not fail with 5xx.',
  fix: {
    express:
      'Answer 415 unless `request.is("json")`; `validate(schema)` from @seaworthy/kit/express does this. express.json() itself leaves other bodies unread and lets the handler run.',
    nestjs:
      '`seaworthy(app)` from @seaworthy/kit/nestjs does this; by hand: a guard that throws `UnsupportedMediaTypeException` unless `request.is("json")`.',
    fastify:
      'Fastify parses text/plain: `app.removeContentTypeParser("text/plain")`; `seaworthy(app)` from @seaworthy/kit/fastify does this.',
    fastapi:
      'Keep `strict_content_type=True`, the default, and do not call `request.json()` yourself without looking at the type.',
    django:
      'Answer 415 unless `request.content_type == "application/json"` before `json.loads`; Django REST framework: `parser_classes = [JSONParser]`.',
    gin: '`ShouldBindJSON` looks at no type: answer 415 unless `c.ContentType() == "application/json"`.',
    'spring-boot':
      'Spring answers 415; say `consumes = MediaType.APPLICATION_JSON_VALUE` where you read the body yourself.',
    any: 'Answer 415 unless Content-Type is what the route takes.',
  },
  uses: { sent: sendOtherMediaTypes },
  judge({ sent }) {
    const all = Object.values(sent);
    const broken = all.filter((exchange) => statusOf(exchange) >= 500 && statusOf(exchange) !== 503);
    const taken = [sent.text, sent.xml].filter(succeeded);
    const [first] = [...broken, ...taken];
    if (first !== undefined)
      return fail({
        expected: '415, or another 4xx',
        actual: `${told(first)} for a body ${typeOf(first.request.headers)}`,
        evidence: [...broken, ...taken],
      });
    if (all.some((exchange) => [429, 503].includes(statusOf(exchange))))
      return unclear('the service was too busy');
    return pass();
  },
});

function typeOf(headers: Record<string, string>): string {
  const { 'Content-Encoding': encoding, 'Content-Type': type } = headers;
  if (encoding !== undefined) return `with Content-Encoding: ${encoding}`;
  return type === undefined ? 'without Content-Type' : `with Content-Type: ${type}`;
}
