import type { Parts } from '../validation/parts.ts';
import type { Definitions } from './definitions.ts';
import type { JsonSchema } from './json-schema.ts';
import type { DocumentPath } from './path.ts';
import { propertiesOf } from './properties.ts';
import { jsonSchemaOf } from './schema.ts';

/** What OpenAPI calls a parameter object. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  style?: 'deepObject';
  schema: JsonSchema;
}

/** Header parameters that OpenAPI wants said elsewhere: media types by content, credentials by a security scheme. */
const SAID_ELSEWHERE = new Set(['accept', 'content-type', 'authorization']);

/** Each property of the params, query and headers schemas as a parameter of its own, described by what is sent. */
export function parametersOf(
  parts: Parts,
  path: DocumentPath,
  definitions: Definitions,
  operation: string,
): Parameter[] {
  const declared = (part: 'params' | 'query' | 'headers') => {
    const schema = parts[part];
    const suffix = part.charAt(0).toUpperCase() + part.slice(1);
    return schema === undefined
      ? []
      : propertiesOf(jsonSchemaOf(schema, 'input')).map(({ schema: own, ...property }) => ({
          ...property,
          schema: definitions.add(own, operation + suffix, 'input'),
        }));
  };
  const params = declared('params');
  return [
    ...path.parameters.map(({ name, key, pattern }) => {
      const found = params.find(
        (property) => property.name === key || (key === '*' && property.name === '0'),
      );
      return parameter(name, 'path', true, found?.schema ?? { type: 'string', ...(pattern && { pattern }) });
    }),
    ...declared('query').map(({ name, required, schema }) => parameter(name, 'query', required, schema)),
    ...declared('headers')
      .filter(({ name }) => !SAID_ELSEWHERE.has(name.toLowerCase()))
      .map(({ name, required, schema }) => parameter(name, 'header', required, schema)),
  ];
}

function parameter(name: string, where: Parameter['in'], required: boolean, schema: JsonSchema): Parameter {
  const { description, ...rest } = schema;
  return {
    name,
    in: where,
    required,
    ...(description !== undefined && { description }),
    // `filter[name]=x`, which is how query parsers read nested objects.
    ...(where === 'query' && schema.type === 'object' && { style: 'deepObject' as const }),
    schema: rest,
  };
}
