import { contextOf } from '../../context/attached.ts';
import { requestContexts } from '../../context/begin.ts';
import { remoteAddressWith } from '../../context/remote-address.ts';
import { storage } from '../../context/context.ts';
import { accessLog } from '../../logging/access-log.ts';
import type { Options } from '../../options.ts';
import { settingsOf } from '../../settings.ts';
import { usableAsIs, type UsableAsIs } from './usable-as-is.ts';

/** The access log alone: one line per request, aborted ones too. Begins a context if `requestId` has not. */
export const requestLogger: UsableAsIs<Pick<Options, 'requestLogger' | 'trustedProxies'>> = usableAsIs(
  (options = {}) => {
    const { requestId, requestLogger: logger, trustedProxies } = settingsOf(options);
    const begin = requestContexts(requestId);
    const track = accessLog({
      level: logger && logger.level,
      remoteAddress: remoteAddressWith(trustedProxies),
    });
    return (request, response, next) => {
      const context = contextOf(request) ?? begin(request);
      track(request, response);
      storage.run(context, next);
    };
  },
);
