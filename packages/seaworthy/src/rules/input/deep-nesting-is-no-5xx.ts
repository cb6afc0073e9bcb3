import { rule } from '../../engine/rule.ts';
import sendHostileBodies from '../../experiments/send-hostile-bodies.ts';
import { verdictOn } from '../../experiments/verdict-on-attempts.ts';

export default rule({
  id: 'input/deep-nesting-is-no-5xx',
  level: 'should',
  owner: 'app',
  title: 'Deeply nested JSON is refused, not fatal',
  why: 'A few kilobytes of brackets overflow the stack of every parser and validator that recurses. In some languages that cannot be caught, and one request ends the process.',
  source: 'https://cwe.mitre.org/data/definitions/674.html',
  doNotFlag:
    'Every 2xx and 4xx is accepted, also 413 for the deepest: shallower ones are sent, too. 503, and no answer in time, say that the service is busy.',
  fix: {
    express:
      'Keep the limit of express.json() small and validate with a schema before anything walks the body; `seaworthy(app)` from @seaworthy/kit/express turns the overflow of a validator into 400.',
    nestjs:
      'class-transformer recurses: lower the body limit, or validate with a schema (@seaworthy/kit/nestjs).',
    fastify: 'Lower `bodyLimit`, and give nested values a schema: `maxItems`, no `$ref` to itself.',
    fastapi:
      'Pydantic refuses what is too deep; where you call `request.json()`, catch `RecursionError` and answer 400.',
    django: 'Catch `RecursionError` beside `ValueError` around `json.loads` and answer 400.',
    gin: 'encoding/json refuses more than 10,000 levels: answer 400 for its error, and bound the body with `http.MaxBytesReader`.',
    'spring-boot':
      'Jackson refuses more than 1000 levels (`StreamReadConstraints`; 500 in Jackson 3): do not map its exception to 500.',
    any: 'Bound the depth in the parser, or the body so that depth cannot hurt.',
  },
  uses: { hostile: sendHostileBodies },
  judge: ({ hostile: { nested } }) => verdictOn(nested),
});
