import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { mediaTypeOf } from '../../experiments/answer.ts';
import collectErrors from '../../experiments/collect-errors.ts';
import { problemFaults } from '../../experiments/problem-faults.ts';

export default rule({
  id: 'errors/problems-are-well-formed',
  level: 'should',
  owner: 'app',
  title: 'Problem documents have the members and types of RFC 9457',
  why: 'A client that trusts the media type reads `title` as text and `status` as a number. A document that says otherwise must be ignored by consumers, and some crash on it.',
  source: 'https://www.rfc-editor.org/rfc/rfc9457#section-3.1',
  doNotFlag:
    'A missing `type` means `about:blank`; every member may be left out; other members are allowed. Errors that do not say problem+json are judged by errors/uses-problem-json.',
  fix: {
    express:
      '`seaworthy(app)` from @seaworthy/kit/express writes such documents; by hand: `{ type: "/errors/not-found", title: "Not Found", status: 404, detail: "…" }`, with `status` a number.',
    nestjs:
      '`seaworthy(app)` from @seaworthy/kit/nestjs writes such documents; in your own filter take `status` from `exception.getStatus()`, and put lists of messages into a member of your own, not into `detail`.',
    fastify:
      '`seaworthy(app)` from @seaworthy/kit/fastify writes such documents; with a response schema for errors declare `status` as integer and all else as string.',
    fastapi:
      'Put the list of `RequestValidationError.errors()` into a member of your own, `errors`, and text into `detail`.',
    django:
      'In Django REST framework `exc.detail` may be a list or a dict: put it into `errors`, and text into `detail`.',
    gin: 'Marshal a struct with `Type, Title, Detail, Instance string` and `Status int`, each with its JSON name.',
    'spring-boot':
      '`ProblemDetail` has the right types: set members of your own with `setProperty`, not by another class.',
    any: 'Let type and instance be URI references, title and detail text, and status the number of the HTTP status.',
  },
  uses: { collected: collectErrors },
  judge({ collected: { errors } }) {
    const problems = errors.filter(({ exchange }) => mediaTypeOf(exchange) === 'application/problem+json');
    if (problems.length === 0) return inapplicable('no error says that it is application/problem+json');
    for (const { exchange } of problems) {
      const wrong = problemFaults(exchange);
      if (wrong.length > 0)
        return fail({
          expected: 'a problem document of RFC 9457',
          actual: wrong.join('; '),
          evidence: [exchange],
        });
    }
    return pass(`${problems.length} kinds of errors`);
  },
});
