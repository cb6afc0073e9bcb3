import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import collected from '../../experiments/collect-errors.ts';

export default rule({
  id: 'security/sends-nosniff',
  level: 'should',
  owner: 'app',
  title: 'Browsers are told not to guess the type of a response',
  why: 'A browser that guesses may take JSON or text that a user wrote for a page, and run what is in it. One header stops that.',
  source: 'https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#security-headers',
  doNotFlag:
    'Judged on good responses with a body where there are some. Content-Security-Policy and X-Frame-Options are not asked of an API.',
  fix: {
    express: '`seaworthy(app)` from @seaworthy/kit/express does this; by hand: `app.use(helmet())`.',
    nestjs:
      '`seaworthy(app)` from @seaworthy/kit/nestjs does this; by hand: `app.use(helmet())`, or @fastify/helmet on Fastify.',
    fastify: '`seaworthy(app)` from @seaworthy/kit/fastify does this; by hand: register @fastify/helmet.',
    fastapi: 'Set `X-Content-Type-Options: nosniff` in the outer ASGI wrapper, so that 500s have it too.',
    django: 'Keep `SecurityMiddleware`: `SECURE_CONTENT_TYPE_NOSNIFF` is on by default.',
    gin: 'Call `c.Header("X-Content-Type-Options", "nosniff")` in the first middleware.',
    'spring-boot': 'Spring Security sends it by default; without it, set it in a `OncePerRequestFilter`.',
    any: 'Send `X-Content-Type-Options: nosniff` with every response.',
  },
  uses: { collected },
  judge({ collected: { good, errors } }) {
    const answers = (good.length > 0 ? good : errors.map(({ exchange }) => exchange)).filter(
      ({ response }) => (response?.body ?? '') !== '',
    );
    if (answers.length === 0) return unclear('no response with a body was seen');
    const bare = answers.find(
      ({ response }) => !/^\s*nosniff\b/i.test(response!.headers['x-content-type-options'] ?? ''),
    );
    if (bare === undefined) return pass();
    return fail({
      expected: 'X-Content-Type-Options: nosniff',
      actual: bare.response!.headers['x-content-type-options'] ?? 'no such header',
      evidence: [bare],
    });
  },
});
