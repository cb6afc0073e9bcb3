import { request as httpRequest } from 'node:http';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from './caught.ts';
import { express4, startExpress, startFastify, startNest, type Framework } from './frameworks.ts';

const json = { 'content-type': 'application/json' };
const FAULTS: Record<string, (url: string) => Promise<unknown>> = {
  'malformed JSON': (url) =>
    fetch(`${url}/echo`, { method: 'POST', headers: json, body: '{"password": "canary-1' }),
  'a body over the limit': (url) =>
    fetch(`${url}/echo`, { method: 'POST', headers: json, body: JSON.stringify('x'.repeat(2000)) }),
  'a bad escape in the path': (url) => raw(`${url}/items/%E0%A4%A`),
};

/** `fetch` would repair the path. */
function raw(target: string): Promise<unknown> {
  const url = /^http:\/\/([^:]+):(\d+)(.*)$/.exec(target)!;
  return new Promise((resolve, reject) => {
    httpRequest({ host: url[1], port: url[2], path: url[3], agent: false }, (response) =>
      response.resume().on('end', resolve),
    )
      .on('error', reject)
      .end();
  });
}

const EXPECTED: Record<string, object> = {
  'malformed JSON': { code: 'MALFORMED_JSON', status: 400, detail: 'The request body is not valid JSON' },
  'a body over the limit': {
    code: 'PAYLOAD_TOO_LARGE',
    status: 413,
    detail: 'The request body is too large',
  },
  'a bad escape in the path': {
    code: 'BAD_URL',
    status: 400,
    detail: 'The URL contains an invalid escape sequence',
  },
};

describe.each<[string, () => Promise<Framework>]>([
  ['Express 5', () => startExpress(express)],
  ['Express 4', () => startExpress(express4)],
  ['Fastify', startFastify],
  ['Nest on Express', () => startNest('express')],
  ['Nest on Fastify', () => startNest('fastify')],
])('what %s throws', (_, start) => {
  let framework: Framework;
  beforeAll(async () => {
    framework = await start();
  });
  afterAll(() => framework.close());

  it.each(Object.keys(FAULTS))('for %s becomes the one document of that fault', async (fault) => {
    framework.thrown.length = 0;
    await FAULTS[fault]!(framework.url);
    expect(framework.thrown).toHaveLength(1);
    const answer = answerOf(framework.thrown[0]);
    expect(answer).toMatchObject(EXPECTED[fault]!);
    expect(JSON.stringify(answer)).not.toMatch(/canary|%E0/);
  });
});

describe('what Express throws', () => {
  let framework: Framework;
  beforeAll(async () => {
    framework = await startExpress(express);
  });
  afterAll(() => framework.close());

  it.each([
    ['content-type', 'application/json; charset=klingon-canary', { accept: 'application/json' }],
    ['content-encoding', 'canary', { 'accept-encoding': 'identity' }],
  ])('for an unknown %s is a 415 that says what is accepted', async (name, value, headers) => {
    framework.thrown.length = 0;
    await fetch(`${framework.url}/echo`, { method: 'POST', headers: { ...json, [name]: value }, body: '{}' });
    const answer = answerOf(framework.thrown[0]);
    expect(answer).toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE', status: 415, headers });
    expect(JSON.stringify(answer)).not.toMatch(/canary/i);
  });
});

describe('what Fastify throws', () => {
  let framework: Framework;
  beforeAll(async () => {
    framework = await startFastify();
  });
  afterAll(() => framework.close());

  async function post(path: string, type: string, body: string) {
    framework.thrown.length = 0;
    await fetch(framework.url + path, { method: 'POST', headers: { 'content-type': type }, body });
    return answerOf(framework.thrown[0]);
  }

  it('for a body with __proto__ or none at all is malformed JSON', async () => {
    expect(await post('/echo', 'application/json', '{"__proto__": {"a": 1}}')).toMatchObject({
      code: 'MALFORMED_JSON',
    });
    expect(await post('/echo', 'application/json', '')).toMatchObject({ code: 'MALFORMED_JSON' });
  });

  it('for another media type is a 415', async () => {
    expect(await post('/echo', 'application/xml', '<a/>')).toMatchObject({
      code: 'UNSUPPORTED_MEDIA_TYPE',
      status: 415,
    });
  });

  it('for a schema that does not hold names the field', async () => {
    const answer = await post('/checked', 'application/json', '{"age": "canary"}');
    expect(answer).toMatchObject({
      code: 'VALIDATION_ERROR',
      status: 400,
      errors: [{ field: 'email', code: 'required', pointer: '#/email', in: 'body' }],
    });
    expect(JSON.stringify(answer)).not.toContain('canary');
  });
});
