import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigurationError } from '../../src/validation/configuration-error.ts';
import { environment } from '../../src/validation/environment.ts';
import type { AnySchema } from '../../src/validation/parts.ts';

const schema = z.object({
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  DATABASE_URL: z.url(),
  LOG_LEVEL: z.enum(['info', 'debug']),
  WORKERS: z.coerce.number(),
});

function refusal(wanted: AnySchema, env: Record<string, string | undefined>): string {
  try {
    environment(wanted, env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error('Expected the environment to be refused');
}

describe('environment', () => {
  it('returns what the schema makes of the variables', () => {
    const env = {
      PORT: '8080',
      DATABASE_URL: 'postgres://db/x',
      LOG_LEVEL: 'info',
      WORKERS: '2',
      PATH: '/bin',
    };
    expect(environment(schema, env)).toEqual({
      PORT: 8080,
      DATABASE_URL: 'postgres://db/x',
      LOG_LEVEL: 'info',
      WORKERS: 2,
    });
  });

  it('reads the variables of the process unless told otherwise', () => {
    expect(environment(z.object({ PATH: z.string() }))).toEqual({ PATH: process.env['PATH'] });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(environment(z.object({ PORT: z.coerce.number().default(3000) }), { PORT: '' })).toEqual({
      PORT: 3000,
    });
    expect(refusal(z.object({ NAME: z.string() }), { NAME: '' })).toContain('NAME: not set');
  });

  it('names every bad variable, what was expected and the next step', () => {
    expect(refusal(schema, { PORT: '99999', DATABASE_URL: 'db.internal', WORKERS: 'many' })).toBe(
      [
        'The configuration is not valid:',
        '  PORT: Too big: expected number to be <=65535',
        '  DATABASE_URL: Invalid URL',
        '  LOG_LEVEL: not set: Invalid option: expected one of "info"|"debug"',
        '  WORKERS: Invalid input: expected number',
        'Set them in the environment, or in a file for `node --env-file`; .env.example lists all.',
      ].join('\n'),
    );
    expect(refusal(schema, { DATABASE_URL: 'postgres://db/x', LOG_LEVEL: 'info' })).toBe(
      'The configuration is not valid:\n  WORKERS: not set, expected number\nSet it in the environment, or in a file for `node --env-file`; .env.example lists all.',
    );
  });

  it('reports a rule about several variables by its message', () => {
    const both = z.object({ A: z.string() }).refine(() => false, 'Give a key and a certificate, or none');
    expect(refusal(both, { A: 'x' })).toContain('\n  Give a key and a certificate, or none\n');
  });

  it.each<[string, AnySchema]>([
    [
      'zod',
      z.object({
        KEY: z.string().refine(() => false, { error: ({ input }) => `bad ${String(input)}` }),
        URL: z.url(),
      }),
    ],
    ['Valibot', v.object({ KEY: v.pipe(v.string(), v.startsWith('sk_')), URL: v.pipe(v.string(), v.url()) })],
    ['ArkType', type({ KEY: '/^sk_/', URL: 'string.url' })],
  ])('never writes a value with %s', (_, wanted) => {
    const message = refusal(wanted, { KEY: 'hunter2', URL: 'hunter2' });
    expect(message).not.toContain('hunter2');
    expect(message).toMatch(/KEY: [\s\S]*URL: /);
  });

  it('refuses a schema that answers with a promise', () => {
    const slow = z.object({ A: z.string().refine(async () => true) });
    expect(() => environment(slow, { A: 'x' })).toThrow('Expected a synchronous schema');
  });
});
