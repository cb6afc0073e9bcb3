import type { Exchange } from '../../engine/evidence.ts';
import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { jsonOf } from '../../experiments/answer.ts';
import collected from '../../experiments/collect-errors.ts';

/** Addresses of offices rather than people. */
const OFFICE = /^(?:info|contact|support|hello|help|sales|office|press|admin|no-?reply)@/i;
const CREDENTIALS = /^(?:authorization|cookie)$/i;

export default rule({
  id: 'security/personal-data-is-not-cacheable',
  level: 'should',
  owner: 'app',
  title: 'Responses with personal data are kept by no shared cache',
  why: 'Without Cache-Control, proxies and browsers may keep a response and show it to the next one who asks. With personal data in it, that is a leak that leaves no trace in the service.',
  source: 'https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x23-V14-Data-Protection.md',
  doNotFlag:
    'Data counts as personal only when it was asked for with credentials or has an e-mail address of a person in a field of that name. `no-store`, `private`, `no-cache` and `max-age=0` are all fine, and so is nothing where the request had `Authorization`, because shared caches keep no such response unless they are told to.',
  fix: {
    express:
      'Set `Cache-Control: no-store` in a middleware, and override it on the few routes that may be cached.',
    nestjs:
      'Set `Cache-Control: no-store` in a middleware or interceptor, and override it with `@Header()` on the few routes that may be cached.',
    fastify:
      'Set `cache-control: no-store` in an `onRequest` hook, and override it on the few routes that may be cached.',
    fastapi: 'Set `Cache-Control: no-store` in the outer ASGI wrapper where the response has none.',
    django:
      'Use `django.views.decorators.cache.never_cache`, or a middleware that adds `no-store` where the response has no `Cache-Control`.',
    gin: 'Call `c.Header("Cache-Control", "no-store")` in a middleware of the API’s group.',
    'spring-boot':
      'Spring Security sends `no-store` by default; without it, use `ResponseEntity.cacheControl(CacheControl.noStore())` or a filter.',
    any: 'Send `Cache-Control: no-store` by default, and allow caching only for what is the same for everybody.',
  },
  uses: { collected },
  judge({ collected: { good } }) {
    const reads = good.filter(({ request }) => request.method === 'GET');
    const personal = reads.filter((read) => isAuthenticated(read) || holdsEmail(jsonOf(read)));
    if (personal.length === 0) return inapplicable('no response with personal data was seen');
    const kept = personal.find((read) => !isGuarded(read));
    if (kept === undefined) return pass();
    return fail({
      expected: 'Cache-Control: no-store, private or no-cache',
      actual: kept.response!.headers['cache-control'] ?? 'no Cache-Control',
      evidence: [kept],
    });
  },
});

function isGuarded({ request, response }: Exchange): boolean {
  const told = response!.headers['cache-control'] ?? '';
  const kept = /\b(?:public|s-maxage=[1-9]|must-revalidate)/i.test(told);
  const authorized = Object.keys(request.headers).some((name) => /^authorization$/i.test(name));
  // RFC 9111 section 3.5
  if (authorized && !kept) return true;
  return /\b(?:no-store|private|no-cache)\b|\bmax-age=0\b/i.test(told) && !/\bs-maxage=[1-9]/i.test(told);
}

function isAuthenticated({ request }: Exchange): boolean {
  return Object.keys(request.headers).some((name) => CREDENTIALS.test(name));
}

function holdsEmail(value: unknown, name = ''): boolean {
  if (typeof value === 'string')
    return /e-?mail/i.test(name) && /^[^\s@]+@[^\s@]+\.\w+$/.test(value) && !OFFICE.test(value);
  if (Array.isArray(value)) return value.some((item) => holdsEmail(item, name));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, part]) => holdsEmail(part, key));
}
