import { expect, test } from 'vitest';
import type { Exchange } from '../../src/engine/evidence.ts';
import challenges from '../../src/rules/security/401-challenges.ts';
import cors from '../../src/rules/security/cors-is-not-reflected.ts';
import demanded from '../../src/rules/security/credentials-are-demanded.ts';
import closed from '../../src/rules/security/debug-surfaces-are-closed.ts';
import personal from '../../src/rules/security/personal-data-is-not-cacheable.ts';
import nosniff from '../../src/rules/security/sends-nosniff.ts';
import noVersions from '../../src/rules/security/sends-no-versions.ts';
import trace from '../../src/rules/security/trace-is-off.ts';
import { answer, lost, outcome } from './written.ts';

const collected = (good: Exchange[], errors: Exchange[] = []) => ({
  collected: { good, errors: errors.map((exchange) => ({ by: 'an error', exchange })), canaries: [] },
});
const asked = (...answers: Exchange[]) => ({
  asked: { asked: answers.map((exchange) => ({ how: 'somehow', exchange })) },
});
const bearer = answer(401, {}, { 'www-authenticate': 'Bearer error="invalid_token"' });

test.each([
  ['refused', 'pass', asked(bearer, bearer)],
  ['sent to a login page', 'pass', asked(answer(302), answer(302))],
  ['400 to what is no credential at all', 'pass', asked(bearer, bearer, answer(400))],
  ['open', 'fail', asked(bearer, answer(200))],
  ['500 on a token it cannot read', 'fail', asked(bearer, answer(500))],
  ['nothing is there', 'unclear', asked(answer(404), answer(404))],
  ['busy', 'unclear', asked(bearer, answer(503), answer(503))],
])('credentials-are-demanded: %s', (_title, expected, facts) => {
  expect(outcome(demanded, facts)).toBe(expected);
});

test.each([
  ['a scheme', 'pass', asked(bearer)],
  ['a scheme of its own', 'pass', asked(answer(401, {}, { 'www-authenticate': 'Session' }))],
  ['no header', 'fail', asked(bearer, answer(401))],
  ['no scheme', 'fail', asked(answer(401, {}, { 'www-authenticate': '"please"' }))],
  ['403', 'inapplicable', asked(answer(403))],
])('401-challenges: %s', (_title, expected, facts) => {
  expect(outcome(challenges, facts)).toBe(expected);
});

test.each([
  ['405', 'pass', answer(405)],
  ['200 with something else', 'pass', answer(200, 'hello')],
  ['cut', 'pass', lost('ECONNRESET')],
  ['the request', 'fail', answer(200, 'TRACE / HTTP/1.1\r\nX-Sw: swcanary')],
  ['no answer', 'unclear', lost('TIMEOUT')],
])('trace-is-off: %s', (_title, expected, exchange) => {
  expect(outcome(trace, { trace: { canary: 'swcanary', exchange } })).toBe(expected);
});

test.each([
  ['closed', 'pass', { asked: 14, answered: 14, open: [] }],
  ['open', 'fail', { asked: 14, answered: 14, open: [{ what: 'profiles', exchange: answer(200) }] }],
  ['silent', 'unclear', { asked: 14, answered: 3, open: [] }],
])('debug-surfaces-are-closed: %s', (_title, expected, surfaces) => {
  expect(outcome(closed, { surfaces })).toBe(expected);
});

const allow = (origin: string, more: Record<string, string> = {}) => ({
  across: {
    asked: [
      { origin: 'null', exchange: answer(200, {}, { 'access-control-allow-origin': origin, ...more }) },
    ],
  },
});
test.each([
  ['no CORS', 'pass', { across: { asked: [{ origin: 'null', exchange: answer(404) }] } }],
  ['everybody without credentials', 'pass', allow('*', { 'access-control-allow-credentials': 'true' })],
  ['any origin without credentials', 'pass', allow('null')],
  ['another origin', 'pass', allow('https://a.example', { 'access-control-allow-credentials': 'true' })],
  ['any origin with credentials', 'fail', allow('null', { 'access-control-allow-credentials': 'true' })],
])('cors-is-not-reflected: %s', (_title, expected, facts) => {
  expect(outcome(cors, facts)).toBe(expected);
});

const safe = { 'x-content-type-options': 'nosniff' };
test.each([
  ['sent', 'pass', collected([answer(200, {}, safe)])],
  ['sent with successes', 'pass', collected([answer(200, {}, safe)], [answer(404, {})])],
  ['missing', 'fail', collected([answer(200, {})])],
  ['judged by errors where nothing works', 'fail', collected([], [answer(404, {})])],
  ['no body', 'unclear', collected([answer(204)])],
])('sends-nosniff: %s', (_title, expected, facts) => {
  expect(outcome(nosniff, facts)).toBe(expected);
});

test.each([
  ['nothing', 'pass', collected([answer(200)])],
  ['a name', 'pass', collected([answer(200, {}, { server: 'uvicorn', 'x-powered-by': 'Express' })])],
  [
    'a version',
    'fail',
    collected([answer(200)], [answer(404, {}, { server: 'Werkzeug/3.0.1 Python/3.11' })]),
  ],
  ['a version of ASP.NET', 'fail', collected([answer(200, {}, { 'x-aspnet-version': '4.0.30319' })])],
  ['no response', 'unclear', collected([])],
])('sends-no-versions: %s', (_title, expected, facts) => {
  expect(outcome(noVersions, facts)).toBe(expected);
});

const ada = [{ email: 'ada@example.com' }];
const cache = (value: string) => ({ 'cache-control': value });
const authorized = { headers: { Authorization: 'Bearer x' } };
test.each([
  ['no-store', 'pass', answer(200, ada, cache('no-store'))],
  ['private', 'pass', answer(200, ada, cache('private, max-age=60'))],
  ['revalidated', 'pass', answer(200, ada, cache('public, max-age=0'))],
  ['nothing said', 'fail', answer(200, ada)],
  ['public', 'fail', answer(200, ada, cache('public, max-age=600'))],
  ['kept by shared caches', 'fail', answer(200, ada, cache('max-age=0, s-maxage=60'))],
  ['asked for with Authorization', 'pass', answer(200, {}, {}, authorized)],
  [
    'asked for with Authorization, yet public',
    'fail',
    answer(200, {}, cache('public, max-age=600'), authorized),
  ],
  ['asked for with a cookie', 'fail', answer(200, {}, {}, { headers: { Cookie: 'session=1' } })],
  ['an address of an office', 'inapplicable', answer(200, { email: 'info@example.com' })],
  ['nothing personal', 'inapplicable', answer(200, { name: 'Widget' }, cache('public'))],
])('personal-data-is-not-cacheable: %s', (_title, expected, exchange) => {
  expect(outcome(personal, collected([exchange]))).toBe(expected);
});
