import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import probes from '../../experiments/ask-probes.ts';
import { healthProbes } from '../../fixes/health-probes.ts';

/** Longest freshness that is no freshness, in s: shorter than any probe’s period. */
const SHORT = 5;

export default rule({
  id: 'health/is-not-cacheable',
  level: 'should',
  owner: 'app',
  title: 'Answers of the probes are not cached',
  why: 'A proxy between the prober and the service may keep an answer that says nothing about how long it is good for. Then it reports the health of the past.',
  source: 'https://www.rfc-editor.org/rfc/rfc9111#section-4.2.2',
  doNotFlag:
    '`no-store`, `no-cache`, `private`, a `max-age` of up to five seconds, `Expires` in the past, or answers that caches keep only when told to, such as 503.',
  fix: {
    ...healthProbes,
    nestjs:
      '`seaworthy(app)` from @seaworthy/kit/nestjs does this; by hand: `@Header("Cache-Control", "no-store")` on the health controller.',
    any: 'Send `Cache-Control: no-store` with every answer of a probe.',
  },
  uses: { probes },
  judge({ probes: { live, ready } }) {
    const answers = [live, ready].filter((answer) => answer?.response !== undefined).map((answer) => answer!);
    if (answers.length === 0) return inapplicable('it has no probe: see health/has-liveness');
    const kept = answers.filter(({ response }) => mayBeKept(response!.status, response!.headers));
    if (kept.length === 0) return pass();
    const { request, response } = kept[0]!;
    const said = response!.headers['cache-control'];
    return fail({
      expected: '`Cache-Control: no-store`',
      actual: `${request.path}: ${said === undefined ? 'no Cache-Control' : `Cache-Control: ${said}`}`,
      evidence: kept,
    });
  },
});

function mayBeKept(status: number, headers: Readonly<Record<string, string>>): boolean {
  const control = (headers['cache-control'] ?? '').toLowerCase();
  if (/\b(?:no-store|no-cache|private)\b/.test(control)) return false;
  const fresh = /\bs-maxage="?(\d+)/.exec(control) ?? /\bmax-age="?(\d+)/.exec(control);
  if (fresh !== null) return Number(fresh[1]) > SHORT;
  const { expires } = headers;
  if (expires !== undefined) return Date.parse(expires) > Date.now();
  return status >= 200 && status < 300;
}
