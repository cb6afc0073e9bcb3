import { Definitions } from './definitions.ts';
import { answersOf, operationOf, tagsOf } from './operation.ts';
import { placedRoutes } from './placed-routes.ts';
import { problemResponses } from './problem-responses.ts';
import { problemSchema } from './problem-schema.ts';
import type { RouteDescription } from './route-description.ts';

export interface OpenapiOptions {
  title: string;
  version: string;
  description?: string;
  /** Base of problem `type` URIs, `''` when the service serves those pages itself. */
  problemBase: string;
  /** Default `X-Request-ID`. */
  requestIdHeader?: string;
}

/**
 * The OpenAPI 3.1 document of these routes, made from the schemas that validate them. The order of everything
 * follows from names, not from the order of `routes`; of two routes with the same method and path the first counts.
 */
export function openapi(routes: readonly RouteDescription[], options: OpenapiOptions): object {
  const { title, version, description, problemBase, requestIdHeader = 'X-Request-ID' } = options;
  const definitions = new Definitions();
  const problem = definitions.add(
    { $ref: '#/$defs/Problem', $defs: { Problem: problemSchema(problemBase) } },
    'Problem',
    'output',
  );
  const operations = placedRoutes(routes);
  const answers = operations.map((operation) => answersOf(operation, requestIdHeader, definitions));
  const paths: Record<string, Record<string, unknown>> = {};
  let secured = false;
  for (const [index, placed] of operations.entries()) {
    const operation = operationOf(placed, answers[index] ?? {}, definitions);
    secured ||= operation['security'] !== undefined;
    (paths[placed.path.path] ??= {})[placed.route.method.toLowerCase()] = operation;
  }
  const tags = new Set(operations.flatMap(({ route, path }) => tagsOf(route, path)));
  return {
    openapi: '3.1.0',
    info: { title, version, ...(description !== undefined && { description }) },
    paths,
    components: {
      schemas: definitions.schemas(),
      responses: problemResponses(requestIdHeader, problem),
      headers: { RequestId: requestIdSchema },
      ...(secured && { securitySchemes: { authorization: authorizationScheme } }),
    },
    tags: [...tags].sort().map((name) => ({ name })),
  };
}

const requestIdSchema = {
  description: 'Identifies this request in every log line; the one you send is kept.',
  schema: { type: 'string' },
};

/** Whether it is a bearer token or something else is known to the service, not to its schemas. */
const authorizationScheme = { type: 'apiKey', in: 'header', name: 'Authorization' };
