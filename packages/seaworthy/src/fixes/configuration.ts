import type { Fix } from '../engine/rule.ts';

const node =
  'Parse `process.env` with a schema before anything else; on failure print every issue with the name of its variable and exit 1: `environmentOrExit(schema)` from @seaworthy/kit does this';

/** How each framework reads its configuration at the start. */
export const configuration: Fix = {
  express: `${node}.`,
  nestjs: `${node}; or \`ConfigModule.forRoot({ validationSchema })\` with \`abortEarly: false\`.`,
  fastify: `${node}; or @fastify/env with a schema and \`required\`.`,
  fastapi:
    'Declare a `BaseSettings` class (pydantic-settings) and create it at import: it raises with every bad variable.',
  django:
    'Read settings with `environs` or `django-environ` without defaults: `env.str("SECRET_KEY")` raises with the name.',
  gin: 'Parse the environment into a struct with `caarlos0/env` and `required` tags before listening; on an error `log.Fatal(err)`.',
  'spring-boot':
    'Bind a `@ConfigurationProperties` class with `@Validated` and constraints: the context does not start, and the analysis names each property.',
  any: 'Validate all variables before listening; name each bad one with what was expected; exit with a code other than 0.',
};
