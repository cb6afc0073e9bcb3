import type { FastifyInstance } from 'fastify';
import { parseJson } from '../../limits/json-body.ts';

const TYPE = 'application/json';

/**
 * Fastify's own parser refuses a body that holds `__proto__`, and an empty one; the contract strips the key when it
 * validates and lets the schema decide about nothing.
 */
export function addJsonParser(app: FastifyInstance): void {
  app.removeContentTypeParser(TYPE);
  app.addContentTypeParser(TYPE, { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, parseJson(body as string));
    } catch (error) {
      done(error as Error);
    }
  });
}
