import type { Exchange } from '../../engine/evidence.ts';
import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { jsonOf, mediaTypeOf } from '../../experiments/answer.ts';
import collectErrors from '../../experiments/collect-errors.ts';

/** As much of a body as is kept; of a longer one nobody knows whether it is JSON. */
const KEPT = 1024 * 1024;

export default rule({
  id: 'http/content-type-is-true',
  level: 'should',
  owner: 'app',
  title: 'Every body has a Content-Type, and it is true',
  why: 'Clients choose their parser by it, and so do browsers: JSON that is called HTML runs the scripts that somebody put into a name. Without it they guess.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-8.3',
  doNotFlag:
    'Empty bodies, compressed ones, streams of JSON such as application/x-ndjson, and JSON as text/plain.',
  fix: {
    express: 'Use `response.json(value)`: `send` and `end` with a string say HTML or nothing.',
    nestjs: 'Return objects, or set `@Header("Content-Type", "application/json")` where you return text.',
    fastify: 'Return objects; call `reply.type("application/json")` before you send text that is JSON.',
    fastapi:
      'Use `JSONResponse`, or `Response(content, media_type="application/json")`: a bare `Response` has no type.',
    django: 'Use `JsonResponse`: `HttpResponse(json.dumps(…))` says text/html.',
    gin: 'Use `c.JSON`, or `c.Data(status, "application/json", bytes)`.',
    'spring-boot':
      'Say `produces = MediaType.APPLICATION_JSON_VALUE` where a handler returns a `String` of JSON.',
    any: 'Set Content-Type where the body is made, to what it is.',
  },
  uses: { collected: collectErrors },
  judge({ collected: { errors, good } }) {
    const answers = [...good, ...errors.map(({ exchange }) => exchange)].filter(hasBody);
    if (answers.length === 0) return inapplicable('no answer had a body');
    for (const answer of answers) {
      const wrong = faultOf(answer);
      if (wrong !== undefined) return fail({ ...wrong, evidence: [answer] });
    }
    return pass(`${answers.length} answers`);
  },
});

function hasBody({ response }: Exchange): boolean {
  const encoded = response?.headers['content-encoding'] ?? 'identity';
  return (
    response !== undefined && response.body !== '' && response.body.length < KEPT && encoded === 'identity'
  );
}

function faultOf(answer: Exchange): { expected: string; actual: string } | undefined {
  const type = mediaTypeOf(answer);
  const isJson = jsonOf(answer) !== undefined;
  if (type === '') return { expected: 'a Content-Type', actual: 'a body without one' };
  if (/^application\/([\w.+-]+\+)?json$/.test(type))
    return isJson ? undefined : { expected: `JSON, as ${type} says`, actual: 'a body that is not JSON' };
  const isObject = isJson && /^\s*[[{]/.test(answer.response?.body ?? '');
  return isObject && /html|xml/.test(type)
    ? { expected: 'application/json', actual: `JSON as ${type}` }
    : undefined;
}
