import { describe, expect, it } from 'vitest';
import { CLASSES } from '../../../src/errors/classes.ts';
import { MethodNotAllowedError } from '../../../src/errors/http/method-not-allowed-error.ts';
import { NotFoundError } from '../../../src/errors/http/not-found-error.ts';
import { ServiceUnavailableError } from '../../../src/errors/http/service-unavailable-error.ts';
import { TooManyRequestsError } from '../../../src/errors/http/too-many-requests-error.ts';
import { UnauthorizedError } from '../../../src/errors/http/unauthorized-error.ts';
import { UnsupportedMediaTypeError } from '../../../src/errors/http/unsupported-media-type-error.ts';
import { ValidationError } from '../../../src/errors/http/validation-error.ts';

describe('the error classes', () => {
  it.each(CLASSES)('$name is named after itself and has a registered status', (errorClass) => {
    const error = new errorClass();
    expect(error.name).toBe(errorClass.name);
    expect(error.title).not.toMatch(/^(?:Client|Server) Error$/);
    expect(error.detail === undefined).toBe(error.status >= 500);
  });

  it('NotFoundError tells the log which one and the client only what', () => {
    expect(new NotFoundError('User', 'a@b.c')).toMatchObject({
      code: 'NOT_FOUND',
      status: 404,
      message: 'User a@b.c not found',
      detail: 'User not found',
    });
    expect(new NotFoundError('User', 0).message).toBe('User 0 not found');
    expect(new NotFoundError('Route').message).toBe('Route not found');
  });

  it('ValidationError completes the field errors of the seed and forgets submitted values', () => {
    const input = { field: 'address.zip/code', message: 'is wrong', value: 'secret' };
    expect(
      new ValidationError([input, { field: '', message: 'm', code: 'c', pointer: '#', in: 'query' }]),
    ).toMatchObject({
      code: 'VALIDATION_ERROR',
      message: 'Validation failed',
      status: 400,
      errors: [
        { field: 'address.zip/code', message: 'is wrong', code: 'invalid', pointer: '#/address/zip~1code' },
        { field: '', message: 'm', code: 'c', pointer: '#', in: 'query' },
      ],
    });
    expect(JSON.stringify(new ValidationError([input]).errors)).not.toContain('secret');
    expect(new ValidationError([], { status: 422 }).status).toBe(422);
  });

  it('send the headers their status asks for', () => {
    expect(new UnauthorizedError().headers).toEqual({ 'www-authenticate': 'Bearer' });
    expect(
      new UnauthorizedError('x', { headers: { 'WWW-Authenticate': 'Basic realm="x"' } }).headers,
    ).toEqual({
      'www-authenticate': 'Basic realm="x"',
    });
    expect(new MethodNotAllowedError(['GET', 'HEAD']).headers).toEqual({ allow: 'GET, HEAD' });
    expect(new UnsupportedMediaTypeError().headers).toEqual({ accept: 'application/json' });
    expect(new UnsupportedMediaTypeError('x', { accept: ['image/png', 'image/webp'] }).headers).toEqual({
      accept: 'image/png, image/webp',
    });
    expect(new TooManyRequestsError().headers).toEqual({ 'retry-after': '5' });
    expect(new TooManyRequestsError(1.2).headers).toEqual({ 'retry-after': '2' });
    expect(new TooManyRequestsError(Number.NaN).headers).toEqual({ 'retry-after': '5' });
    expect(new ServiceUnavailableError('x', { retryAfter: 60 }).headers).toEqual({ 'retry-after': '60' });
  });

  it('ServiceUnavailableError keeps its message to the log and sends a detail that it is given', () => {
    expect(new ServiceUnavailableError('db-7 is down').detail).toBeUndefined();
    expect(new ServiceUnavailableError('db-7 is down', { detail: 'Back at five' }).detail).toBe(
      'Back at five',
    );
  });
});
