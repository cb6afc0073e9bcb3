import { StreamableFile, type INestApplication } from '@nestjs/common';
import type { Request, Response } from 'express';

type Reply = (response: Response, body: unknown, status?: number) => unknown;
type WithErrorHandler = StreamableFile & { errorHandler: (error: Error, response: Response) => void };

/** The name of the handler that a `StreamableFile` has until its owner sets another one. */
const DEFAULT = 'handleError';

/** A file that cannot be read is an error like any other; Nest on Express answers 400 by itself. */
export function answerFileErrors(
  app: INestApplication,
  failed: (thrown: unknown, request: Request, response: Response) => void,
): void {
  const http = app.getHttpAdapter() as unknown as { reply: Reply };
  const reply = http.reply;
  http.reply = function (response, body, status) {
    if (body instanceof StreamableFile && (body as WithErrorHandler).errorHandler.name === DEFAULT) {
      body.setErrorHandler((error) => failed(error, response.req, response));
    }
    return reply.call(this, response, body, status);
  };
}
