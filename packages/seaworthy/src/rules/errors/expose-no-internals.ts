import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { statusOf } from '../../experiments/answer.ts';
import collectErrors from '../../experiments/collect-errors.ts';
import { addressIn, signsIn } from '../../experiments/internals-in.ts';

export default rule({
  id: 'errors/expose-no-internals',
  level: 'must',
  owner: 'app',
  title: 'Errors show nothing of the inside',
  why: 'Stacks, paths, queries and addresses of databases tell an attacker where to go on, and tell a client nothing. They belong into the log, with the id that the client got.',
  source: 'https://www.rfc-editor.org/rfc/rfc9457#section-5',
  doNotFlag:
    'One phrase that looks like a driver’s is no proof: it takes two such signs, or the port of our own proxy, which nobody else can know. Inapplicable when no unexpected error could be provoked.',
  fix: {
    express:
      'Set `NODE_ENV=production`, and never send `err.message` or `err.stack` for status 500; `seaworthy(app)` from @seaworthy/kit/express does this.',
    nestjs:
      'Look for an exception filter that sends `exception.message` of what is no `HttpException`; `seaworthy(app)` from @seaworthy/kit/nestjs does this.',
    fastify:
      'Fastify sends the message of every error, 500 included: set an error handler that does not; `seaworthy(app)` from @seaworthy/kit/fastify does this.',
    fastapi: 'Do not run with `debug=True`, and do not put `str(exc)` into `HTTPException(500, …)`.',
    django: 'Set `DEBUG = False`; do not put `str(error)` into responses.',
    gin: 'Do not answer with `err.Error()` for errors that are not the client’s; log it and answer with a fixed text.',
    'spring-boot':
      '`server.error.include-message=never` and `server.error.include-stacktrace=never` (the defaults), and no `ex.getMessage()` in advice.',
    any: 'Answer unexpected errors with a fixed text and an id; log the rest.',
  },
  uses: { collected: collectErrors },
  judge({ collected: { errors, canaries } }) {
    const expected = 'a fixed text and an id';
    for (const { by, exchange } of errors) {
      const body = exchange.response?.body ?? '';
      const port = canaries.find((one) => addressIn(body, one));
      const signs = signsIn(body);
      const actual =
        port === undefined ? signs.slice(0, 2).join('; ') : `the address of a dependency (port ${port})`;
      if (port !== undefined || signs.length >= 2)
        return fail({ expected, actual: `${by}: ${actual}`, evidence: [exchange] });
    }
    if (errors.some(({ exchange }) => statusOf(exchange) >= 500))
      return pass(`${errors.length} kinds of errors`);
    return inapplicable(
      'no unexpected error could be provoked: tell me a dependency, `--dependency DATABASE_URL`',
    );
  },
});
