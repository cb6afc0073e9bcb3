import { describe, expect, it } from 'vitest';
import { isSecret, redact, redactText } from '../../src/logging/redact.ts';

describe('redact', () => {
  it('hides fields with a secret name at any depth and leaves the rest', () => {
    expect(
      redact({
        user: { name: 'ada', password: 'p' },
        headers: { Authorization: 'b', cookie: 'c', accept: '*' },
        list: [{ apiKey: 'k' }],
      }),
    ).toEqual({
      user: { name: 'ada', password: '[redacted]' },
      headers: { Authorization: '[redacted]', cookie: '[redacted]', accept: '*' },
      list: [{ apiKey: '[redacted]' }],
    });
  });

  it.each([
    'password',
    'passwd',
    'token',
    'access_token',
    'refreshToken',
    'client_secret',
    'API-Key',
    'x-api-key',
    'set-cookie',
    'sessionId',
    'private_key',
  ])('takes %s for a secret', (name) => {
    expect(isSecret(name)).toBe(true);
  });

  it.each(['tokens', 'passenger', 'cookieConsent', 'author', 'key', 'secretary', 'tokenCount'])(
    'does not take %s for one',
    (name) => {
      expect(isSecret(name)).toBe(false);
    },
  );

  it('hides passwords in URLs and secret values in queries, wherever they stand in a text', () => {
    expect(redactText('connect postgres://app:hun@ter2@db:5432/x?sslmode=require failed')).toBe(
      'connect postgres://app:[redacted]@db:5432/x?sslmode=require failed',
    );
    expect(redactText('GET /a?page=2&token=abc&api_key=def#x')).toBe(
      'GET /a?page=2&token=[redacted]&api_key=[redacted]#x',
    );
  });

  it('returns the very object when there is nothing to hide', () => {
    const fields = { a: 1, b: { c: ['x'] } };
    expect(redact(fields)).toBe(fields);
  });

  it('does not change what it was given', () => {
    const fields = { password: 'p' };
    redact(fields);
    expect(fields.password).toBe('p');
  });

  it('survives cycles, throwing getters and proxies', () => {
    const cycle: Record<string, unknown> = { password: 'p' };
    cycle['self'] = cycle;
    expect(JSON.stringify(Object.values(redact(cycle) as object)[0])).toBe('"[redacted]"');
    const hostile = {
      get boom(): never {
        throw new Error('x');
      },
    };
    expect(redact(hostile)).toBe('[unreadable]');
    expect(
      redact(
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error('x');
            },
          },
        ),
      ),
    ).toBe('[unreadable]');
  });

  it('takes no more than linear time on long words', () => {
    const started = performance.now();
    redactText(`${'a'.repeat(200_000)}@=`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
