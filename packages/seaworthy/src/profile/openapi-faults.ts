import { resolve, type Document } from './schema.ts';

/** Most faults that are told: the rest are of the same kind. */
const MOST = 20;
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

type Part = Record<string, unknown>;

/**
 * Where an OpenAPI document (2.0, 3.0, 3.1, 3.2) breaks its specification, one sentence each, the place first. Looks at
 * what generators and clients stumble over; what a schema validator would say about every keyword is left to it.
 */
export function openapiFaults(document: Document): string[] {
  const faults: string[] = [];
  const version = String(document['openapi'] ?? document['swagger']);
  if (!/^(2\.0|3\.[0-9]+(\.[0-9]+)?(-.+)?)$/.test(version))
    faults.push(`openapi: expected a version such as 3.1.0, got ${JSON.stringify(version)}`);
  const { info, paths } = document as { info?: Part; paths?: Part };
  for (const name of ['title', 'version']) {
    if (typeof info?.[name] !== 'string')
      faults.push(`info.${name}: expected text, got ${kind(info?.[name])}`);
  }
  for (const [path, item] of Object.entries(paths ?? {})) {
    if (path.startsWith('x-')) continue;
    if (!path.startsWith('/')) faults.push(`paths[${path}]: expected a path that begins with /`);
    if (isElsewhere(item)) continue;
    const resolved = resolve<Part>(document, item as Part);
    if (typeof resolved !== 'object' || resolved === null) faults.push(`paths[${path}]: expected an object`);
    else faults.push(...faultsOfPath(document, path, resolved, version));
  }
  faults.push(...repeatedIds(paths ?? {}), ...danglingReferences(document));
  return faults.slice(0, MOST);
}

function faultsOfPath(document: Document, path: string, item: Part, version: string): string[] {
  return METHODS.filter((method) => item[method] !== undefined).flatMap((method) => {
    const operation = item[method] as Part;
    const where = `${method.toUpperCase()} ${path}`;
    if (typeof operation !== 'object' || operation === null) return [`${where}: expected an object`];
    const listed = [item['parameters'], operation['parameters']].flatMap((list) =>
      Array.isArray(list) ? list : [],
    );
    const parameters = listed
      .map((one) => resolve<Part>(document, one as Part))
      .filter((one) => one !== undefined);
    const parametersFaults = listed.some(isElsewhere)
      ? []
      : faultsOfParameters(where, path, parameters, version);
    return [
      ...parametersFaults,
      ...faultsOfResponses(document, where, operation['responses'] as Part | undefined, version),
    ];
  });
}

function faultsOfParameters(
  where: string,
  path: string,
  parameters: readonly Part[],
  version: string,
): string[] {
  const inPath = parameters.filter((one) => one['in'] === 'path').map(({ name }) => name);
  const missing = [...path.matchAll(/\{([^}]+)\}/g)]
    .map(([, name]) => name)
    .filter((name) => !inPath.includes(name));
  return [
    ...missing.map((name) => `${where}: expected a parameter in path named ${name}, got none`),
    ...parameters.flatMap(({ name, in: place, required, schema, content, type }) => {
      if (typeof name !== 'string' || typeof place !== 'string')
        return [`${where}: expected a name and a place (in) of each parameter`];
      const faults: string[] = [];
      if (place === 'path' && required !== true)
        faults.push(`${where}: expected required: true of ${name} in path`);
      const described = version.startsWith('2') ? (type ?? schema) : (schema ?? content);
      if (described === undefined)
        faults.push(`${where}: expected a schema of the parameter ${name}, got none`);
      return faults;
    }),
  ];
}

/** Since 3.1 an operation may do without responses. */
function faultsOfResponses(
  document: Document,
  where: string,
  responses: Part | undefined,
  version: string,
): string[] {
  if (responses === undefined)
    return /^(2\.|3\.0)/.test(version) ? [`${where}: expected responses, got none`] : [];
  return Object.entries(responses).flatMap(([status, given]) => {
    if (status.startsWith('x-') || isElsewhere(given)) return [];
    if (!/^([1-5](\d\d|XX)|default)$/.test(status))
      return [`${where}: expected a status or default among the responses, got ${status}`];
    const response = resolve<Part>(document, given as Part);
    // Since 3.2 the description may be left out.
    const silent = typeof response?.['description'] !== 'string' && /^(2\.|3\.[01])/.test(version);
    return silent ? [`${where}: expected a description of the response ${status}, got none`] : [];
  });
}

function repeatedIds(paths: Part): string[] {
  const seen = new Set<unknown>();
  return Object.values(paths).flatMap((item) =>
    METHODS.flatMap((method) => {
      const id = ((item as Part | null)?.[method] as Part | undefined)?.['operationId'];
      if (id === undefined || !seen.has(id)) {
        seen.add(id);
        return [];
      }
      return [`operationId: expected each only once, got ${JSON.stringify(id)} again`];
    }),
  );
}

/** Examples and defaults are data: what looks like a reference there is none. */
const DATA = new Set(['example', 'examples', 'default', 'enum', 'const', 'value']);

function danglingReferences(document: Document): string[] {
  const faults = new Set<string>();
  const walk = (value: unknown, key: string, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 60 || DATA.has(key)) return;
    const { $ref, $id } = value as Part;
    // What has an address of its own refers to itself.
    if (typeof $id === 'string' && key !== 'properties') return;
    // Below `properties` it is the name of a field.
    if (typeof $ref === 'string' && $ref.startsWith('#/') && key !== 'properties') {
      if (resolve(document, { $ref }) === undefined)
        faults.add(`${$ref}: expected what it refers to, got nothing`);
    }
    for (const [name, inner] of Object.entries(value))
      walk(inner, Array.isArray(value) ? key : name, depth + 1);
  };
  walk(document, '', 0);
  return [...faults];
}

/** Whether it is in another file, which is not read. */
function isElsewhere(value: unknown): boolean {
  const reference = (value as Part | null)?.['$ref'];
  return typeof reference === 'string' && !reference.startsWith('#');
}

function kind(value: unknown): string {
  return value === undefined ? 'nothing' : value === null ? 'null' : typeof value;
}
