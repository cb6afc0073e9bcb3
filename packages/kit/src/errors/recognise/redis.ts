import type { AppError } from '../app-error.ts';
import { ServiceUnavailableError } from '../http/service-unavailable-error.ts';

/** Classes of node-redis and ioredis that mean "no usable connection"; node-redis leaves `name` at `Error`. */
const CLASSES = new Set([
  'ClientClosedError',
  'ClientOfflineError',
  'DisconnectsClientError',
  'SocketClosedUnexpectedlyError',
  'ConnectionTimeoutError',
  'SocketTimeoutError',
  'ReconnectStrategyError',
  'RootNodesUnavailableError',
  'MaxRetriesPerRequestError',
  'ClusterAllFailedError',
]);
/** The same after a bundler has renamed the classes, and ioredis' nameless ones. */
const MESSAGES = new Set([
  'The client is closed',
  'The client is offline',
  'Socket closed unexpectedly',
  'Connection is closed.',
  "Stream isn't writeable and enableOfflineQueue options is false",
]);
/** Replies of a server that is there but cannot serve now. */
const REPLY = /^(?:LOADING|READONLY|CLUSTERDOWN|MASTERDOWN|TRYAGAIN) /;
const REPLY_CLASSES = new Set(['ReplyError', 'ErrorReply', 'SimpleError']);

/** A Redis that is closed, lost or not ready. */
export function recogniseRedis(thrown: object): AppError | undefined {
  const { message, name, constructor } = thrown as Error;
  const isReply = REPLY_CLASSES.has(name) || REPLY_CLASSES.has(constructor.name);
  return CLASSES.has(constructor.name) ||
    CLASSES.has(name) ||
    MESSAGES.has(message) ||
    (isReply && REPLY.test(message))
    ? new ServiceUnavailableError(`Redis is unavailable (${message})`, { cause: thrown })
    : undefined;
}
