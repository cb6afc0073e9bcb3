/** What would make the service behave otherwise than in production, or belongs to the checker itself. */
const UNWANTED = [
  /^(http|https|all|no|ftp)_proxy$/i,
  /^FORCE_COLOR$/,
  /^CLICOLOR_FORCE$/,
  // Would hide that a Python service loses its last lines.
  /^PYTHONUNBUFFERED$/,
  // Of a checker that was itself forked or runs under a test runner.
  /^NODE_CHANNEL_FD$/,
  /^NODE_CHANNEL_SERIALIZATION_MODE$/,
  /^NODE_UNIQUE_ID$/,
  /^NODE_V8_COVERAGE$/,
  /^VITEST/,
  /^(TEST|DEV|PROD|MODE|SSR|BASE_URL)$/,
];

/** Settings that frameworks read to run as in production. */
export const PRODUCTION = { NODE_ENV: 'production', GIN_MODE: 'release' } as const;

/** Names by which services learn their port. */
function portVariables(port: number): Record<string, string> {
  const text = String(port);
  return {
    PORT: text,
    HOST: '127.0.0.1',
    SERVER_PORT: text,
    ASPNETCORE_URLS: `http://127.0.0.1:${text}`,
    UVICORN_PORT: text,
    FLASK_RUN_PORT: text,
  };
}

/** The environment of a started service: ours, cleaned, for production, then what the user and the experiment say. */
export function childEnvironment(
  port: number,
  ...changes: readonly Readonly<Record<string, string | undefined>>[]
): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !UNWANTED.some((pattern) => pattern.test(name)),
  );
  const merged = Object.assign(
    Object.fromEntries(inherited),
    PRODUCTION,
    portVariables(port),
    ...changes,
  ) as NodeJS.ProcessEnv;
  return Object.fromEntries(
    Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
