import { contextOf } from '../../context/attached.ts';
import { requestContexts } from '../../context/begin.ts';
import { storage } from '../../context/context.ts';
import type { Options } from '../../options.ts';
import { settingsOf } from '../../settings.ts';
import { usableAsIs, type UsableAsIs } from './usable-as-is.ts';

/** The request id alone: kept when well-formed, made otherwise, answered in the header, in `request.id` and in `context()`. */
export const requestId: UsableAsIs<NonNullable<Options['requestId']>> = usableAsIs((options = {}) => {
  const settings = settingsOf({ requestId: options }).requestId;
  const begin = requestContexts(settings);
  return (request, response, next) => {
    const context = contextOf(request) ?? begin(request);
    request.id = context.requestId;
    response.setHeader(settings.header, context.requestId);
    storage.run(context, next);
  };
});
