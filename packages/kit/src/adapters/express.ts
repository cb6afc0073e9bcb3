import type { Application } from 'express';
import { createServer } from 'node:http';
import { listenOn } from '../listen.ts';
import type { Options } from '../options.ts';
import type { Service } from '../service.ts';
import { ownMessages } from './express/own-messages.ts';
import { wire } from './express/wire.ts';

export * from '../index.ts';
export { asyncHandler } from './express/async-handler.ts';
export { errorHandler } from './express/error-handler.ts';
export { health } from './express/health.ts';
export { json } from './express/json.ts';
export { requestId } from './express/request-id.ts';
export { requestLogger } from './express/request-logger.ts';
export { validate } from './express/validate.ts';
export type { ValidatingHandler } from './express/validated-request.ts';

/**
 * Makes an Express application production-ready: ids, context, access log, limits, probes, metrics, docs, 404 and 405,
 * the error boundary and a drain without loss. Call it before or after the routes. Works on Express 5 and 4.
 */
export function seaworthy(app: Application, options: Options = {}): Service {
  const { seam } = wire(app, options);
  const server = createServer(ownMessages(app), app);
  return seam.serve({ server, listen: (port, host) => listenOn(server, port, host) });
}
