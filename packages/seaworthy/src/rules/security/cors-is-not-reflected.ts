import type { Exchange } from '../../engine/evidence.ts';
import { fail, pass, rule } from '../../engine/rule.ts';
import across from '../../experiments/ask-across-origins.ts';

export default rule({
  id: 'security/cors-is-not-reflected',
  level: 'must',
  owner: 'app',
  title: 'Not every origin may use a visitor’s credentials',
  why: 'A service that repeats any Origin and allows credentials lets every page on the web act with the cookies of whoever looks at it, and read the answers.',
  source: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
  doNotFlag:
    '`Access-Control-Allow-Origin: *`, with which browsers send no credentials, and a repeated origin without `Access-Control-Allow-Credentials: true`.',
  fix: {
    express:
      'Give cors a list, `cors({ origin: ["https://app.example.com"], credentials: true })`, not `origin: true`.',
    nestjs:
      'Give `app.enableCors` a list, `{ origin: ["https://app.example.com"], credentials: true }`, not `origin: true`.',
    fastify:
      'Give @fastify/cors a list, `{ origin: ["https://app.example.com"], credentials: true }`, not `origin: true`.',
    fastapi:
      'Give `CORSMiddleware` a list in `allow_origins`: with `["*"]`, `allow_credentials=True` and a cookie it repeats the origin.',
    django:
      'Use `CORS_ALLOWED_ORIGINS` of django-cors-headers, never `CORS_ALLOW_ALL_ORIGINS` with `CORS_ALLOW_CREDENTIALS`.',
    gin: 'Give gin-contrib/cors `AllowOrigins`, not an `AllowOriginFunc` that returns true.',
    'spring-boot':
      'Use `allowedOrigins` with a list, never `allowedOriginPatterns("*")` with `allowCredentials(true)`.',
    any: 'Compare Origin with a list, answer with the entry that matches and `Vary: Origin`, and never allow `null`.',
  },
  uses: { across },
  judge({ across: { asked } }) {
    const reflected = asked.filter(
      ({ origin, exchange }) => headerOf(exchange, 'access-control-allow-origin') === origin,
    );
    const trusted = reflected.find(
      ({ exchange }) => headerOf(exchange, 'access-control-allow-credentials') === 'true',
    );
    if (trusted !== undefined)
      return fail({
        expected: 'no Access-Control-Allow-Origin for an origin that nobody knows',
        actual: `${trusted.origin} is allowed, with credentials`,
        evidence: [trusted.exchange],
      });
    const keyed = reflected.every(({ exchange }) => /origin|\*/i.test(headerOf(exchange, 'vary') ?? ''));
    if (!keyed) return pass('but it repeats the origin without `Vary: Origin`');
    return pass();
  },
});

function headerOf({ response }: Exchange, name: string): string | undefined {
  return response?.headers[name];
}
