import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors/app-error.ts';

class OutOfStockError extends AppError {
  constructor(sku: string) {
    super('OUT_OF_STOCK', `${sku} is out of stock`, 409);
  }
}

describe('AppError', () => {
  it('keeps code, message and status, and is a 500 unless told otherwise', () => {
    const error = new AppError('BROKEN', 'it broke');
    expect(error).toMatchObject({
      code: 'BROKEN',
      message: 'it broke',
      status: 500,
      title: 'Internal Server Error',
    });
    expect(new AppError('X', 'x', 418).status).toBe(418);
  });

  it.each([200, 399, 600, 404.5, Number.NaN, '404' as unknown as number])(
    'turns the status %s into 500',
    (status) => {
      const error = new AppError('X', 'secret', status);
      expect(error).toMatchObject({ status: 500, expose: false, detail: undefined });
    },
  );

  it('exposes its message below 500 only, and `detail` whenever it is given', () => {
    expect(new AppError('X', 'readable', 409).detail).toBe('readable');
    expect(new AppError('X', 'secret', 503).detail).toBeUndefined();
    expect(new AppError('X', 'secret', 409, { expose: false }).detail).toBeUndefined();
    expect(new AppError('X', 'readable', 503, { expose: true }).detail).toBe('readable');
    expect(new AppError('X', 'secret', 503, { detail: 'back at five' }).detail).toBe('back at five');
  });

  it('names itself after its class, also in the first line of its stack, and lets a subclass assign a name', () => {
    const error = new OutOfStockError('42');
    expect(error.name).toBe('OutOfStockError');
    expect(error.stack).toMatch(/^OutOfStockError: 42 is out of stock/);
    error.name = 'Renamed';
    expect(error.name).toBe('Renamed');
    expect(Object.keys(error)).not.toContain('name');
  });

  it('captures no stack below 500, and always one from 500', () => {
    const before = Error.stackTraceLimit;
    expect(new AppError('X', 'x', 404).stack).toBe('AppError: x');
    expect(new AppError('X', 'x', 500).stack).toContain('app-error.test.ts');
    expect(Error.stackTraceLimit).toBe(before);
  });

  it('captures stacks below 500 too once `stackTraces` is on', () => {
    AppError.stackTraces = true;
    try {
      expect(new AppError('X', 'x', 404).stack).toContain('app-error.test.ts');
    } finally {
      AppError.stackTraces = false;
    }
  });

  it('leaves the stacks of other errors alone when its own construction fails', () => {
    const unprintable = { toString: () => { throw new Error('no'); } } as unknown as string; // prettier-ignore
    expect(() => new AppError('X', unprintable, 404)).toThrow('no');
    expect(new Error('next').stack).toContain('app-error.test.ts');
  });

  it('keeps a cause, even an undefined one, and has none otherwise', () => {
    expect(new AppError('X', 'x', 400, { cause: 'why' }).cause).toBe('why');
    expect('cause' in new AppError('X', 'x', 400, { cause: undefined })).toBe(true);
    expect('cause' in new AppError('X', 'x', 400)).toBe(false);
  });

  it('drops each header that could not be written or that describes another body, and keeps the rest', () => {
    const headers = {
      'X-Good': 'yes',
      'X-Count': 3,
      'X-Split': 'a\r\nSet-Cookie: b',
      'Bad Name': 'x',
      'Content-Length': '3',
      'Content-Type': 'text/html',
    };
    expect(new AppError('X', 'x', 400, { headers }).headers).toEqual({ 'x-good': 'yes', 'x-count': '3' });
  });

  it.each([
    [401, 'www-authenticate', 'Bearer'],
    [429, 'retry-after', '5'],
    [503, 'retry-after', '5'],
  ])('owes a %i its %s header, which its own headers override', (status, name, value) => {
    expect(new AppError('X', 'x', status).headers).toEqual({ [name]: value });
    expect(new AppError('X', 'x', status, { headers: { [name.toUpperCase()]: 'own' } }).headers).toEqual({
      [name]: 'own',
    });
  });

  it('never lets details override a standard member', () => {
    const details = { status: 200, code: 'Y', type: 'z', errors: [], toJSON: () => 'gone', sku: 42 };
    expect(new AppError('X', 'x', 400, { details }).details).toEqual({ sku: 42 });
  });
});
