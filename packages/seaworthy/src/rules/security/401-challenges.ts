import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { statusOf } from '../../experiments/answer.ts';
import asked from '../../experiments/ask-without-credentials.ts';
import { authentication } from '../../fixes/authentication.ts';

/** A scheme, and perhaps parameters (RFC 9110 section 11.6.1). */
const CHALLENGE = /^[\w!#$%&'*+.^`|~-]+(?:$|[ ,])/;

export default rule({
  id: 'security/401-challenges',
  level: 'should',
  owner: 'app',
  title: '401 says in WWW-Authenticate which credentials would do',
  why: 'The header is what tells a client, a library or a tool to fetch a token or ask for a password. The standard demands it, and generic clients give up without it.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2',
  doNotFlag:
    'Any scheme, registered or not, such as `Session`, which does not make browsers ask. Services that answer 403.',
  fix: authentication,
  uses: { asked },
  judge({ asked: { asked: all } }) {
    const unauthorized = all.filter(({ exchange }) => statusOf(exchange) === 401);
    if (unauthorized.length === 0) return inapplicable('it never answered 401');
    const wrong = unauthorized.find(
      ({ exchange }) => !CHALLENGE.test(challengeOf(exchange.response?.headers)),
    );
    if (wrong === undefined) return pass(challengeOf(unauthorized[0]!.exchange.response?.headers));
    const challenge = challengeOf(wrong.exchange.response?.headers);
    return fail({
      expected: 'WWW-Authenticate with a scheme, such as Bearer',
      actual: challenge === '' ? `401 without it, ${wrong.how}` : `“${challenge}”`,
      evidence: [wrong.exchange],
    });
  },
});

function challengeOf(headers: Record<string, string> | undefined): string {
  return headers?.['www-authenticate'] ?? '';
}
