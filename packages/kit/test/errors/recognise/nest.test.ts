import * as nest from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { answerOf } from './caught.ts';

describe('an HttpException of Nest', () => {
  it('gives its message as detail below 500', () => {
    expect(answerOf(new nest.ConflictException('Already booked'))).toMatchObject({
      code: 'CONFLICT',
      detail: 'Already booked',
    });
    expect(answerOf(new nest.HttpException('Short and stout', 418))).toMatchObject({
      code: 'IM_A_TEAPOT',
      detail: 'Short and stout',
    });
    expect(answerOf(new nest.ForbiddenException({ message: 'Not yours', other: 1 }))).toMatchObject({
      detail: 'Not yours',
    });
    expect(answerOf(new nest.NotFoundException())).not.toHaveProperty('detail');
  });

  it('reveals nothing from 500 on, nor an Error given as its response', () => {
    for (const thrown of [
      new nest.InternalServerErrorException('canary'),
      new nest.ServiceUnavailableException({ message: 'canary', db: 'canary' }),
      new nest.BadRequestException(new Error('canary')),
      new nest.HttpException('canary', 302),
    ]) {
      expect(JSON.stringify(answerOf(thrown))).not.toContain('canary');
    }
    expect(answerOf(new nest.ServiceUnavailableException('x'))).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
    });
  });

  it("of the router's 404 does not quote the path", () => {
    const answer = answerOf(new nest.NotFoundException('Cannot GET /canary'));
    expect(answer).toMatchObject({ code: 'NOT_FOUND', detail: 'Route not found' });
    expect(JSON.stringify(answer)).not.toContain('canary');
  });

  it.each([
    [`Unexpected token 'c', "canary" is not valid JSON`, 'MALFORMED_JSON'],
    ['Unexpected end of JSON input', 'MALFORMED_JSON'],
    [`Expected ',' or '}' after property value in JSON at position 8`, 'MALFORMED_JSON'],
    ['Unterminated string in JSON at position 5', 'MALFORMED_JSON'],
    ["Body is not valid JSON but content-type is set to 'application/json'", 'MALFORMED_JSON'],
    ["Failed to decode param '%canary'", 'BAD_URL'],
    ["'/%canary' is not a valid url component", 'BAD_URL'],
  ])('of Nest 11, which kept the message only, is known by it: %s', (message, code) => {
    const answer = answerOf(new nest.BadRequestException(message));
    expect(answer).toMatchObject({ code, status: 400 });
    expect(JSON.stringify(answer)).not.toContain('canary');
  });

  it('of the ValidationPipe becomes field errors, whatever its format', () => {
    const list = [
      'email must be an email',
      'address.zip should not be empty',
      'each value in tags must be a string',
      'Odd one',
    ];
    expect(answerOf(new nest.BadRequestException(list))).toMatchObject({
      code: 'VALIDATION_ERROR',
      status: 400,
      errors: [
        { field: 'email', pointer: '#/email', message: 'email must be an email' },
        { field: 'address.zip', pointer: '#/address/zip' },
        { field: 'tags' },
        { field: '', pointer: '#', message: 'Odd one' },
      ],
    });
    const grouped = { message: { 'address.zip': ['is empty'] }, error: 'Bad Request', statusCode: 400 };
    expect(answerOf(new nest.BadRequestException(grouped))).toMatchObject({
      errors: [{ field: 'address.zip', message: 'is empty' }],
    });
    expect(answerOf(new nest.UnprocessableEntityException(['a must be b']))).toMatchObject({
      code: 'VALIDATION_ERROR',
      status: 422,
    });
  });

  it('with raw class-validator errors or schema issues keeps names and sentences, not values', () => {
    const raw = [
      {
        property: 'address',
        value: 'canary',
        children: [{ property: 'zip', value: 'canary', constraints: { isZip: 'no zip' } }],
      },
    ];
    const issues = {
      message: 'Validation failed',
      errors: [{ path: ['a', 0], message: 'too long', code: 'too_big', input: 'canary' }],
    };
    const first = answerOf(new nest.BadRequestException(raw));
    const second = answerOf(new nest.BadRequestException(issues));
    expect(first).toMatchObject({
      errors: [{ field: 'address.zip', message: 'no zip', code: 'isZip', pointer: '#/address/zip' }],
    });
    expect(second).toMatchObject({
      errors: [{ field: 'a.0', message: 'too long', code: 'too_big', pointer: '#/a/0' }],
    });
    expect(JSON.stringify([first, second])).not.toContain('canary');
  });

  it('with an errorCode is known by it', () => {
    const thrown = new nest.ConflictException('Sold out', { errorCode: 'SOLD_OUT' } as object);
    expect(answerOf(thrown)).toMatchObject({ code: 'SOLD_OUT', status: 409, detail: 'Sold out' });
  });
});
