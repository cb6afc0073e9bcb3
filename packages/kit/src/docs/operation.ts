import type { Definitions } from './definitions.ts';
import { isOptional } from './fields.ts';
import { UNDESCRIBED } from './json-schema.ts';
import { parametersOf } from './parameters.ts';
import type { DocumentPath } from './path.ts';
import type { Placed } from './placed-routes.ts';
import { propertiesOf } from './properties.ts';
import { responsesOf } from './responses.ts';
import type { RouteDescription } from './route-description.ts';
import { jsonSchemaOf } from './schema.ts';

/** The answers of an operation. Asked for before the inputs of any, so that a shared name goes to what is answered. */
export function answersOf(
  { id, route, path }: Placed,
  requestIdHeader: string,
  definitions: Definitions,
): Record<string, object> {
  const { body, query, params, headers, response } = route.parts ?? {};
  const validates = [body, query, params, headers].some((part) => part !== undefined);
  const problems = [
    ...(validates ? [400] : []),
    ...(authorization(route) === undefined ? [] : [401]),
    ...(path.parameters.length > 0 ? [404] : []),
    ...(body === undefined ? [] : [413, 415]),
    500,
    503,
  ];
  return responsesOf(response, { requestIdHeader, problems }, definitions, id);
}

/** What OpenAPI calls an operation object. */
export function operationOf(
  { id, route, path }: Placed,
  responses: Record<string, object>,
  definitions: Definitions,
): Record<string, unknown> {
  const parts = route.parts ?? {};
  const parameters = parametersOf(parts, path, definitions, id);
  const description = [route.description, ...unlisted(route)]
    .filter((line) => line !== undefined)
    .join('\n\n');
  const credentials = authorization(route);
  return {
    operationId: id,
    tags: tagsOf(route, path),
    ...(route.summary !== undefined && { summary: route.summary }),
    ...(description !== '' && { description }),
    ...(credentials && {
      security: [...(credentials.required ? [] : [{}]), { authorization: [] }],
    }),
    ...(parameters.length > 0 && { parameters }),
    ...(parts.body && {
      requestBody: {
        required: !isOptional(parts.body, 'input'),
        content: {
          'application/json': {
            schema: definitions.add(jsonSchemaOf(parts.body, 'input'), `${id}Body`, 'input'),
          },
        },
      },
    }),
    responses,
  };
}

/** The tags a route was given, else the first segment of its path that says what it is about. */
export function tagsOf(route: RouteDescription, path: DocumentPath): readonly string[] {
  if (route.tags !== undefined && route.tags.length > 0) return route.tags;
  const about = path.path.split('/').find((segment) => /^(?!api$|v\d+$)[^{]+$/i.test(segment));
  return [about ?? 'default'];
}

/** How the headers schema asks for `Authorization`, if it does. */
function authorization(route: RouteDescription): { required: boolean } | undefined {
  const headers = route.parts?.headers;
  if (headers === undefined) return undefined;
  return propertiesOf(jsonSchemaOf(headers, 'input')).find(
    ({ name }) => name.toLowerCase() === 'authorization',
  );
}

/** Parts that are validated but whose properties nobody can list. */
function unlisted({ parts }: RouteDescription): string[] {
  return (['query', 'headers'] as const).flatMap((part) => {
    const schema = parts?.[part];
    if (schema === undefined || jsonSchemaOf(schema, 'input').description !== UNDESCRIBED) return [];
    return [`The ${part === 'query' ? 'query string' : 'headers'}: ${UNDESCRIBED}`];
  });
}
