import type { ErrorRequestHandler } from 'express';
import { createSeam } from '../../core.ts';
import type { Options } from '../../options.ts';
import { respond } from '../../respond.ts';

/** The error boundary alone: put it last. Every error becomes a problem document (RFC 9457); a 5xx is logged once. */
export function errorHandler(options: Pick<Options, 'problemBase'> = {}): ErrorRequestHandler {
  const seam = createSeam({ ...options, metrics: false, health: false }, () => []);
  // Express recognises an error handler by its four parameters.
  return (error, request, response, _next) => {
    const reply = seam.answerError(error, request, response);
    if (reply !== undefined) respond(reply, request, response);
  };
}
