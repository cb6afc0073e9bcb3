import type { Application } from 'express';
import { IncomingMessage, ServerResponse } from 'node:http';
import type { Messages } from '../use-messages.ts';

/**
 * Request and response classes that already have the prototypes which Express gives to every message.
 * Express calls `Object.setPrototypeOf` per request, and V8 in Node 20 and 22 then pays on every later property access:
 * three quarters of the CPU time of a small request. With these classes the call finds nothing to do.
 * Empty when Express's prototypes are not what we know.
 */
export function ownMessages(app: Application): Messages {
  const { request, response } = app as unknown as { request: object; response: object };
  if (!(request instanceof IncomingMessage) || !(response instanceof ServerResponse)) return {};
  return {
    IncomingMessage: withPrototype(IncomingMessage, request),
    ServerResponse: withPrototype(ServerResponse, response),
  } as Messages;
}

/** Node's message constructors are plain functions, so they can be called on an object of any prototype. */
function withPrototype(Base: unknown, prototype: object): unknown {
  function Message(this: object, ...parameters: unknown[]): void {
    Reflect.apply(Base as (...p: unknown[]) => void, this, parameters);
  }
  Message.prototype = prototype;
  // V8 makes room in an object for what the constructors above this one have set, and finds them here. Without room it
  // moves a message's fields about ten times while Node sets them.
  return Object.setPrototypeOf(Message, Base as object);
}
