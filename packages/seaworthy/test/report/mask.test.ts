import { describe, expect, it } from 'vitest';
import { badge } from '../../src/report/badge.ts';
import { github } from '../../src/report/github.ts';
import { page } from '../../src/report/html/page.ts';
import { json } from '../../src/report/json.ts';
import { junit } from '../../src/report/junit.ts';
import { markdown } from '../../src/report/markdown.ts';
import { masked, readable } from '../../src/report/mask.ts';
import type { Report } from '../../src/report/report.ts';
import { sarif } from '../../src/report/sarif.ts';
import { terminal } from '../../src/report/terminal.ts';
import { findingOf, sample } from './sample/sample.ts';

/** What a note in a report becomes. */
function textOf(note: string): string | undefined {
  return masked({ ...sample(), findings: [], observations: {}, notes: [note] }).notes[0];
}

/** What a header of an answer becomes. */
function headerOf(name: string, value: string): string | undefined {
  const report = sample();
  const finding = findingOf(report, 'errors/unknown-path-is-json');
  const [exchange] = finding.evidence ?? [];
  if (exchange?.kind !== 'exchange' || exchange.response === undefined)
    throw new Error('expected an exchange');
  exchange.response.headers = { [name]: value };
  const [seen] = findingOf(masked(report), finding.id).evidence ?? [];
  return seen?.kind === 'exchange' ? seen.response?.headers[name] : undefined;
}

describe('masked', () => {
  it.each([
    ['{"password":"hunter2","name":"Ada"}', '{"password":"***","name":"Ada"}'],
    ['{"newPassword" : "a\\"b"}', '{"newPassword" : "***"}'],
    ['{"accessToken":"abc', '{"accessToken":"***'],
    ['log {"body":"{\\"password\\":\\"hunter2\\"}"}', 'log {"body":"{\\"password\\":\\"***\\"}"}'],
    ['POST /login?user=ada&password=hunter2&x=1', 'POST /login?user=ada&password=***&x=1'],
    ['GET /?api_key=123&access-token=456', 'GET /?api_key=***&access-token=***'],
    ['postgres://app:hunter2@db:5432/app', 'postgres://app:***@db:5432/app'],
    ['redis://:hunter2@db:6379', 'redis://:***@db:6379'],
    ['Authorization: Bearer abc.def', 'Authorization: Bearer ***'],
    ['X-Api-Key: abc', 'X-Api-Key: ***'],
    ['Cookie: sid=abc; x', 'Cookie: sid=***; x'],
    ['sent Bearer 3f9aB2c11e', 'sent Bearer ***'],
    ['got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'got ***'],
  ])('hides the secret in %s', (before, after) => {
    expect(textOf(before)).toBe(after);
  });

  it.each([
    'The password field is missing',
    '{"errors":[{"field":"password","code":"too_short"}]}',
    'WWW-Authenticate: Bearer realm="shop", error="invalid_token"',
    'expects Basic authentication',
    'passwords=3 of 4 were hashed'.replace('passwords=', 'passwords: '),
    'http://127.0.0.1:3000/users:batch@v1',
    '{"token":true,"tokens":3}',
  ])('keeps %s', (text) => {
    expect(textOf(text)).toBe(text);
  });

  it('keeps what a cookie is called and what it allows', () => {
    expect(
      headerOf('set-cookie', 'sid=4f6c; Path=/; HttpOnly, theme=dark; Expires=Wed, 21 Oct 2026 07:28:00 GMT'),
    ).toBe('sid=***; Path=/; HttpOnly, theme=***; Expires=Wed, 21 Oct 2026 07:28:00 GMT');
  });

  it('keeps the scheme of credentials', () => {
    expect(headerOf('authorization', 'Basic YWRhOnB3')).toBe('Basic ***');
    expect(headerOf('authorization', 'abc')).toBe('***');
  });

  it('leaves numbers, structure and the report that it was given as they are', () => {
    const report = sample();
    const hidden = masked(report);
    expect(report).toEqual(sample());
    expect(Object.keys(hidden)).toEqual(Object.keys(report));
    expect(hidden.findings.map(({ id, outcome }) => [id, outcome])).toEqual(
      report.findings.map(({ id, outcome }) => [id, outcome]),
    );
    for (const { experiments } of hidden.findings)
      for (const id of experiments) expect(Object.keys(hidden.observations)).toContain(id);
  });

  it('hides a secret that the service repeats under another name', () => {
    const report = sample();
    const finding = findingOf(report, 'errors/unknown-path-is-json');
    const [exchange] = finding.evidence ?? [];
    if (exchange?.kind !== 'exchange' || exchange.response === undefined)
      throw new Error('expected an exchange');
    exchange.request.headers = { Authorization: 'Bearer my-own-key-77' };
    exchange.response.body = 'who is my-own-key-77?';
    finding.actual = 'my-own-key-77 in the body';
    expect(JSON.stringify(masked(report).findings)).not.toContain('my-own-key-77');
  });

  it('takes linear time on text that is made to be slow', () => {
    const began = performance.now();
    for (const piece of ['password', '"password":"', '://a:', 'eyJaaaaaaaa.', 'Bearer a', '-'])
      textOf(piece.repeat(1_000_000 / piece.length));
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('readable', () => {
  it('drops the facts and keeps the timelines', () => {
    const { observations } = readable(sample());
    expect(observations['lose-dependency']).toMatchObject({ status: 'seen', facts: null });
    expect(observations['lose-dependency']).toHaveProperty('timeline.0.kind');
  });
});

/** Everything secret that the sample's service, requests and addresses hold. */
const SECRETS = /s3cret-of-the-shop|correct-horse-9|4f6c2b9d1e|9a8b7c6d5e4f|t0p-secret-1|eyJhbGci/;

describe.each<[string, (report: Report) => string]>([
  ['terminal', (report) => terminal(report, { verbose: true })],
  ['html', page],
  ['json', json],
  ['markdown', markdown],
  ['junit', junit],
  ['sarif', sarif],
  ['github', github],
  ['badge', badge],
])('the %s report', (_name, render) => {
  it('shows no secret', () => {
    expect(JSON.stringify(sample())).toMatch(SECRETS);
    expect(render(sample())).not.toMatch(SECRETS);
  });
});
