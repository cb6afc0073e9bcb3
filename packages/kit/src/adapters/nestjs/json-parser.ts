import type { INestApplication } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { hasBody, isJson, JSON_TYPE, parseJson, readJson } from '../../limits/json-body.ts';

interface WithParsers extends INestApplication {
  useBodyParser(
    type: string | RegExp,
    rawBody: boolean,
    options: { bodyLimit: number },
    parser: (request: unknown, body: Buffer, done: (error: Error | null, value?: unknown) => void) => void,
  ): void;
}

/** The kit's JSON parser for Nest on Fastify; Nest would turn its errors into exceptions that have lost their cause. */
export function addFastifyParser(app: INestApplication, bodyLimit: number): void {
  const http = app.getHttpAdapter() as unknown as WithParsers;
  http.useBodyParser(JSON_TYPE, false, { bodyLimit }, (_request, body, done) => {
    try {
      done(null, parseJson(body));
    } catch (error) {
      done(error as Error);
    }
  });
}

/** The same on Express. Nest finds middleware called `jsonParser` in place and does not add its own. */
export function addExpressParser(app: INestApplication, bodyLimit: number): void {
  app.use(function jsonParser(request: Request, _response: Response, next: NextFunction) {
    if (!hasBody(request) || !isJson(request)) return next();
    readJson(request, bodyLimit).then((body) => {
      request.body = body;
      next();
    }, next);
  });
}
