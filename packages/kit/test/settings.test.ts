import { describe, expect, it } from 'vitest';
import { settingsOf } from '../src/settings.ts';

describe('options', () => {
  it('have the defaults of the contract', () => {
    expect(settingsOf({})).toMatchObject({
      problemBase: '',
      requestId: { header: 'X-Request-ID', trust: true },
      limits: {
        body: 1_048_576,
        headers: 16_384,
        headersTimeout: 10_000,
        requestTimeout: 30_000,
        keepAliveTimeout: 65_000,
      },
      trustedProxies: [],
    });
  });

  it('are refused when unknown, with the known ones named', () => {
    expect(() => settingsOf({ helth: {} } as never)).toThrow(/among problemBase, .*health.*got `helth`/);
    expect(() => settingsOf({ limits: { bodySize: 1 } as never })).toThrow(
      /limits among body, .*got `limits.bodySize`/,
    );
  });

  it.each([0, -1, Number.NaN, '1mb', null])('refuse %j as a limit', (body) => {
    expect(() => settingsOf({ limits: { body: body as never } })).toThrow(/limits.body.*positive number/);
  });

  it('drop slashes at the end of the problem base', () => {
    expect(settingsOf({ problemBase: 'https://api.example.com/' }).problemBase).toBe(
      'https://api.example.com',
    );
  });
});
