import { resolve, type Document, type Schema } from './schema.ts';

/** One operation, whichever version of OpenAPI describes it. */
export interface Operation {
  method: string;
  path: string;
  deprecated: boolean;
  /** Does not work without credentials. */
  secured: boolean;
  parameters: Parameter[];
  body?: Content;
  responses: Record<string, unknown>;
  /** Answers with an event stream, which does not end. */
  streams: boolean;
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
  example?: unknown;
}

export type Content = Record<
  string,
  { schema?: Schema; example?: unknown; examples?: Record<string, { value?: unknown }> }
>;

/** The GET and POST operations of an OpenAPI document, in its order. */
export function operationsOf(document: Document): Operation[] {
  const base = basePath(document);
  const everywhere = document['security'];
  return Object.entries((document['paths'] ?? {}) as Record<string, unknown>).flatMap(([path, item]) => {
    const resolved = resolve<Record<string, unknown>>(document, item as Record<string, unknown>) ?? {};
    return ['get', 'post'].flatMap((method): Operation[] => {
      const operation = resolved[method] as Record<string, unknown> | undefined;
      if (operation === undefined || operation === null) return [];
      const parameters = [resolved['parameters'], operation['parameters']]
        .flatMap((list) => (Array.isArray(list) ? (list as Parameter[]) : []))
        .map((parameter) => resolve<Parameter>(document, parameter))
        // A document may hold anything.
        .filter((parameter) => typeof parameter === 'object' && parameter !== null);
      const responses = (operation['responses'] ?? {}) as Record<string, unknown>;
      const body = bodyOf(document, operation, parameters);
      return [
        {
          method: method.toUpperCase(),
          path: base + path,
          deprecated: operation['deprecated'] === true,
          secured: demands(operation['security'] ?? everywhere),
          parameters,
          ...(body !== undefined && { body }),
          responses,
          streams: streams(document, responses),
        },
      ];
    });
  });
}

/** Path of the first server (3.x) or `basePath` (2.0), without a slash at the end. */
function basePath(document: Document): string {
  const [server] = (document['servers'] ?? []) as {
    url?: string;
    variables?: Record<string, { default?: string }>;
  }[];
  const url = (server?.url ?? (document['basePath'] as string | undefined) ?? '').replaceAll(
    /\{([^}]+)\}/g,
    (_all, name: string) => server?.variables?.[name]?.default ?? '',
  );
  try {
    return new URL(url, 'http://service').pathname.replace(/\/+$/, '');
  } catch {
    return '';
  }
}

/** An empty requirement among the alternatives means that credentials are optional. */
function demands(security: unknown): boolean {
  return (
    Array.isArray(security) &&
    security.length > 0 &&
    security.every((one: object) => Object.keys(one).length > 0)
  );
}

function bodyOf(
  document: Document,
  operation: Record<string, unknown>,
  parameters: readonly Parameter[],
): Content | undefined {
  const body = resolve<{ content?: Content }>(
    document,
    operation['requestBody'] as { content?: Content } | undefined,
  );
  if (body?.content !== undefined) return body.content;
  const inBody = parameters.find((parameter) => parameter.in === 'body');
  return inBody?.schema === undefined ? undefined : { 'application/json': { schema: inBody.schema } };
}

function streams(document: Document, responses: Record<string, unknown>): boolean {
  return Object.values(responses).some((response) => {
    const content = resolve<{ content?: object }>(document, response as { content?: object })?.content ?? {};
    return 'text/event-stream' in content;
  });
}
