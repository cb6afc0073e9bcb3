import type { Schema } from './validate.ts';

const text: Schema = { type: 'string', minLength: 1 };
const texts: Schema = { type: 'array', items: text };
const strings: Schema = { type: 'object', additionalProperties: { type: 'string' } };
const closed = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...(required.length > 0 && { required }),
});
const path: Schema = { type: 'string', pattern: '^/', description: 'A path that begins with /.' };
const day: Schema = {
  type: 'string',
  pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
  description: 'A day, YYYY-MM-DD.',
};
const route: Schema = {
  anyOf: [
    {
      type: 'string',
      pattern: '^([A-Z]+ )?/',
      description: 'A path or a method and a path, such as GET /users.',
    },
    closed({ path, method: text, headers: strings }, ['path']),
  ],
};

/** The configuration as JSON Schema 2020-12: validates `seaworthy.config.*` and is published for editors. */
export const schema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'seaworthy.config.json',
  ...closed({
    $schema: { type: 'string' },
    command: {
      description: 'Starts the service. A string is split at spaces; no shell is involved.',
      anyOf: [text, { type: 'array', items: text, minItems: 1 }],
    },
    url: {
      type: 'string',
      pattern: '^https?://',
      description: 'A running service, as an http or https URL.',
    },
    cwd: { ...text, description: 'Where the command runs, relative to this file.' },
    env: { ...strings, description: 'Environment of the service.' },
    port: {
      type: 'integer',
      minimum: 1,
      maximum: 65535,
      description: 'The port that the service is given as PORT.',
    },
    host: {
      ...text,
      description:
        'What Host says in every request, for a service that refuses others. Default: the address it listens on.',
    },
    dependencies: {
      type: 'object',
      description:
        'By the environment variable that carries the address: a URL, or "embedded" for a PostgreSQL of the run.',
      additionalProperties: {
        anyOf: [
          text,
          closed(
            {
              url: text,
              required: {
                type: 'boolean',
                description:
                  'true: the service must not start without the variable, and is not ready while the dependency is away. false: it can do without.',
              },
            },
            ['url'],
          ),
        ],
      },
    },
    routes: {
      ...closed({
        read: route,
        write: {
          ...closed({ path, method: text, headers: strings, body: { type: 'object' }, required: texts }, [
            'path',
            'body',
          ]),
          description:
            'Strings of the body may carry {{random}} where each request needs a new value; required are the fields without which it must be refused.',
        },
        protected: route,
      }),
      description: 'Requests that are known to work, by role.',
    },
    health: closed({ live: path, ready: path }),
    metrics: path,
    openapi: { ...text, description: 'Path on the service (/openapi.json) or a JSON file (./openapi.json).' },
    requiredEnvironment: {
      ...texts,
      description: 'Variables without which the service must refuse to start.',
    },
    accept: {
      type: 'object',
      description: 'Failures to live with, by rule id, each with a reason.',
      additionalProperties: {
        anyOf: [text, closed({ reason: text, until: day }, ['reason'])],
      },
    },
    preset: { enum: ['experimental', 'standard', 'critical'] },
    only: { ...texts, description: 'Rule ids, topics or globs.' },
    skip: { ...texts, description: 'Rule ids, topics or globs.' },
    level: { enum: ['must', 'should', 'may'] },
    rules: { ...texts, description: 'Modules with rules of your own: paths or globs relative to this file.' },
  }),
};
