import { fileURLToPath } from 'node:url';
import { startProcess } from './start-process.mjs';

const START_LIMIT = 20_000;

/** Starts `services/<name>.mjs` as in production and waits for its first user. */
export function startService(name, node, { nodeArguments = [], environment = {} } = {}) {
  const program = fileURLToPath(new URL(`services/${name}.mjs`, import.meta.url));
  return startProcess({
    name,
    command: [node, ...nodeArguments, program],
    environment: { NODE_ENV: 'production', ...environment },
    path: '/users/1',
    limit: START_LIMIT,
  });
}
