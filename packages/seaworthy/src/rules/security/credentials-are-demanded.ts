import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, succeeded, told } from '../../experiments/answer.ts';
import asked from '../../experiments/ask-without-credentials.ts';
import { authentication } from '../../fixes/authentication.ts';

export default rule({
  id: 'security/credentials-are-demanded',
  level: 'must',
  owner: 'app',
  title: 'A protected route does nothing without valid credentials',
  why: 'A guard that was forgotten on one route, or that fails open on a token it cannot read, shows everything to everybody, and nothing in the tests of the happy path notices.',
  source: 'https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/',
  doNotFlag:
    'Redirects to a login page. 404 and other 4xx prove nothing, since the request may have been refused for another reason. Routes whose document makes credentials optional are not tried.',
  fix: authentication,
  uses: { asked },
  judge({ asked: { asked: all } }) {
    const open = all.find(({ exchange }) => succeeded(exchange));
    if (open !== undefined)
      return fail({
        expected: '401',
        actual: `${told(open.exchange)} ${open.how}`,
        evidence: [open.exchange],
      });
    const broken = all.find(({ exchange }) => statusOf(exchange) >= 500 && statusOf(exchange) !== 503);
    if (broken !== undefined)
      return fail({
        expected: '401',
        actual: `${told(broken.exchange)} ${broken.how}`,
        evidence: [broken.exchange],
      });
    const refused = all.filter(({ exchange }) =>
      [301, 302, 303, 307, 308, 401, 403, 407].includes(statusOf(exchange)),
    );
    // A header that is no credential at all may be 400.
    if (refused.length >= all.length - 1) return pass(told(refused[0]!.exchange));
    const other = all.find((one) => !refused.includes(one))!;
    return unclear(`the protected route is answered with ${told(other.exchange)} ${other.how}`);
  },
});
