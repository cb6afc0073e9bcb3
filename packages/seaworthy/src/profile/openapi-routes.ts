import { operationsOf, type Operation } from './openapi-operations.ts';
import { RANDOM } from './random.ts';
import { sample, Unsamplable } from './sample.ts';
import { flat, type Document, type Schema } from './schema.ts';
import type { KnownRequest, KnownWrite } from './profile.ts';

/** A write that may work: bodies to try, the likeliest first. */
export interface WriteCandidate extends Omit<KnownWrite, 'body'> {
  bodies: Record<string, unknown>[];
}

/** A read of one thing: `before` and `after` surround its id. */
export interface ReadById {
  before: string;
  after: string;
  /** Name of the path parameter. */
  parameter: string;
  headers: Record<string, string>;
}

/** What an OpenAPI document (2.0, 3.0, 3.1) offers by role, the likeliest first. Nothing here has been tried. */
export interface DocumentedRoutes {
  reads: KnownRequest[];
  readsById: ReadById[];
  writes: WriteCandidate[];
  protected?: KnownRequest;
  /** Every documented path, templates included. */
  paths: string[];
  /** Why an operation is not offered. */
  notes: string[];
}

/** Words of operations that do more than store a row. They are only called when the user says so. */
const HARMFUL = words(
  'shutdown restart reset delete purge drop truncate deploy publish cancel',
  'pay payment payments charge charges refund refunds',
  'send email emails mail mails notify notification notifications sms',
);

/** Words of operations that store nothing to read afterwards. */
const NOT_STORING = words(
  'login logout signin token tokens session sessions auth webhook webhooks',
  'search query import export batch bulk verify preview',
);

export function openapiRoutes(document: Document): DocumentedRoutes {
  const operations = operationsOf(document);
  const notes: string[] = [];
  const gets = operations.filter(({ method, streams }) => method === 'GET' && !streams);
  const posts = operations.filter(({ method, path }) => method === 'POST' && !path.includes('{'));
  const writes = ranked(posts, (post) => rankOfWrite(post, gets)).flatMap((post) => {
    if (says(post.path, HARMFUL)) {
      notes.push(
        `POST ${post.path} is documented but not tried: its name says that it does more than store.`,
      );
      return [];
    }
    return writeOf(document, post, notes);
  });
  const collections = new Set(posts.map(({ path }) => path));
  const reads = ranked(
    gets.filter(({ path }) => !path.includes('{')),
    ({ path, secured, deprecated }) =>
      (collections.has(path) ? 4 : 0) - (secured ? 2 : 0) - (deprecated ? 1 : 0),
  ).flatMap((get) => requestOf(document, get, notes));
  const readsById = gets.flatMap((get): ReadById[] => {
    const [, before, parameter, after] = /^([^{]*)\{([^}]+)\}([^{]*)$/.exec(get.path) ?? [];
    if (before === undefined || after !== '') return [];
    return [{ before, parameter: parameter!, after, headers: argumentsOf(document, get)?.headers ?? {} }];
  });
  const locked = gets.find(({ path, secured }) => secured && !path.includes('{'));
  const [lockedRequest] = locked === undefined ? [] : requestOf(document, locked, []);
  return {
    reads,
    readsById,
    writes,
    ...(lockedRequest !== undefined && { protected: { ...lockedRequest, headers: {} } }),
    paths: [...new Set(operations.map(({ path }) => path))],
    notes,
  };
}

function words(...lines: string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}

/** Whether one of the words is in the path: `/passwordReset` says reset, `/publishers` does not say publish. */
function says(path: string, which: ReadonlySet<string>): boolean {
  return path.split(/[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])/).some((word) => which.has(word.toLowerCase()));
}

function rankOfWrite(
  { path, responses, secured, deprecated }: Operation,
  gets: readonly Operation[],
): number {
  const readable = gets.some((get) => get.path.startsWith(`${path}/{`)) ? 2 : 0;
  const listed = gets.some((get) => get.path === path) ? 1 : 0;
  const creates = '201' in responses ? 4 : 0;
  return (
    creates + readable + listed - (secured ? 2 : 0) - (deprecated ? 1 : 0) - (says(path, NOT_STORING) ? 8 : 0)
  );
}

/** Highest rank first; equals keep the order of the document. */
function ranked(operations: readonly Operation[], rank: (operation: Operation) => number): Operation[] {
  return [...operations].sort((a, b) => rank(b) - rank(a));
}

function requestOf(document: Document, operation: Operation, notes: string[]): KnownRequest[] {
  const given = argumentsOf(document, operation);
  const name = `${operation.method} ${operation.path}`;
  if (given === undefined) notes.push(`${name} is not used: no value can be made for a required parameter.`);
  return given === undefined
    ? []
    : [{ method: operation.method, path: operation.path + given.query, headers: given.headers }];
}

/** Values for the required query and header parameters; `undefined` when one cannot be made. */
function argumentsOf(
  document: Document,
  { parameters }: Operation,
): { query: string; headers: Record<string, string> } | undefined {
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  for (const parameter of parameters) {
    if (parameter.required !== true || !['query', 'header'].includes(parameter.in)) continue;
    try {
      // A parameter of 2.0 is its own schema.
      const schema = parameter.schema ?? (parameter as unknown as Schema);
      const value = String(parameter.example ?? sample(schema, document)).replaceAll(RANDOM, '5ea300870001');
      if (parameter.in === 'query') query.set(parameter.name, value);
      else headers[parameter.name] = value;
    } catch (error) {
      if (error instanceof Unsamplable) return undefined;
      throw error;
    }
  }
  return { query: query.size === 0 ? '' : `?${query}`, headers };
}

function writeOf(document: Document, post: Operation, notes: string[]): WriteCandidate[] {
  const content = Object.entries(post.body ?? {}).find(([type]) =>
    /^application\/json\b|^\*\/\*$/.test(type),
  )?.[1];
  if (content === undefined) return [];
  const [request] = requestOf(document, post, notes);
  if (request === undefined) return [];
  const examples = [
    content.example,
    ...Object.values(content.examples ?? {}).map((example) => example?.value),
  ];
  let reason = 'its body is not an object';
  const made = [{ optional: false }, { optional: true }].map((options): unknown => {
    try {
      return sample(content.schema, document, options);
    } catch (error) {
      if (!(error instanceof Unsamplable)) throw error;
      reason = error.message;
      return undefined;
    }
  });
  const bodies = [...made, ...examples].filter(isObject);
  if (bodies.length === 0) {
    notes.push(
      `POST ${post.path} is not used: ${reason}. Tell a body that works: routes.write in the configuration.`,
    );
    return [];
  }
  return [
    {
      ...request,
      headers: { 'Content-Type': 'application/json', ...request.headers },
      bodies: [...new Map(bodies.map((body) => [JSON.stringify(body), body])).values()],
      required: flat(document, content.schema)?.required ?? [],
    },
  ];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
