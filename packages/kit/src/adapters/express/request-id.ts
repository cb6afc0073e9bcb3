import type { RequestHandler } from 'express';
import { contextOf } from '../../context/attached.ts';
import { requestContexts } from '../../context/begin.ts';
import { storage } from '../../context/context.ts';
import type { Options } from '../../options.ts';
import { settingsOf } from '../../settings.ts';

/** The request id alone: kept when well-formed, made otherwise, answered in the header, in `request.id` and in `context()`. */
export function requestId(options: NonNullable<Options['requestId']> = {}): RequestHandler {
  const settings = settingsOf({ requestId: options }).requestId;
  const begin = requestContexts(settings);
  return (request, response, next) => {
    const context = contextOf(request) ?? begin(request);
    request.id = context.requestId;
    response.setHeader(settings.header, context.requestId);
    storage.run(context, next);
  };
}
