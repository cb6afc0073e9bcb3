import { adapterTest } from './adapter-test.ts';
import { nodeService } from './apps/node.ts';

const router = 'node:http has no router to tell methods and templates';
const body = 'node:http parses no body';
const schemas = 'node:http has no routes to hang schemas on';

adapterTest('node:http', nodeService, {
  'a known path with another method is 405 and tells the allowed ones': router,
  'a request is exactly one line with the fields of the contract': router,
  'every request is one line, whatever became of it': router,
  'a request whose client goes away is one line, marked as aborted': router,
  'the route template is logged and counted, never the path': router,
  '/metrics counts requests by method, route and status in the Prometheus text format': router,
  'malformed JSON is a malformed-json problem': body,
  'a media type that is not JSON is 415': body,
  'JSON in another charset than UTF-8 is 415': body,
  'a structured suffix (application/merge-patch+json) is JSON': body,
  'a chunked body that grows over 1 MiB is 413': body,
  'a body just below 1 MiB is accepted': body,
  'JSON that is nested deeper than 32 levels is 400': body,
  'a __proto__ in the body reaches nobody': body,
  'a constructor.prototype in the body reaches nobody': body,
  'any JSON value is a body': body,
  'a client that goes away in the middle of a body harms nobody': body,
  'an empty body where one is needed is a validation error': schemas,
  'a pair of surrogates is a letter like any other': schemas,
  'valid input reaches the handler, coerced': schemas,
  'unknown fields do not reach the handler': schemas,
  'all bad fields are told at once': schemas,
  'a bad field is named by a JSON pointer': schemas,
  'a missing body names every field that is needed': schemas,
  'query and params are validated and named': schemas,
  'headers are validated and named': schemas,
  'a refused value is never repeated': schemas,
  'validation errors are not logged as errors': schemas,
  '/openapi.json describes the routes from their schemas': schemas,
  '/openapi.json describes the headers of a route from their schema': schemas,
});
