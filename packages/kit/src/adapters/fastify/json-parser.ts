import type { FastifyInstance } from 'fastify';
import { JSON_TYPE, parseJson } from '../../limits/json-body.ts';

/**
 * Fastify's own parser refuses a body that holds `__proto__`, and an empty one; the contract strips the key when it
 * validates and lets the schema decide about nothing.
 */
export function addJsonParser(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser(JSON_TYPE, { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}
