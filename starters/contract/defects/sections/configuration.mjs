import { becomes } from '../answers.mjs';
import { environment, say } from '../service.mjs';

/** What is broken for each line of the section “Configuration”, by its title. */
export const configuration = {
  'bad variables keep it from starting, with an exit code other than 0': environment((env) => {
    if (env.PORT === 'http') Object.assign(env, { PORT: '0', DRAIN_DELAY: '0', SHUTDOWN_TIMEOUT: '0' });
    for (const name of ['LOG_LEVEL', 'DATABASE_URL', 'REDIS_URL']) {
      if (/hush|loud/.test(env[name] ?? '')) delete env[name];
    }
  }),
  'every bad variable is named at once': environment((env) => delete env.REDIS_URL),
  'the value of a bad variable is not told': environment((env) => say({ msg: env.DATABASE_URL })),
  'it listens on HOST and PORT, and nowhere else': environment((env) => (env.HOST = '0.0.0.0')),
  'it is ready on an embedded database and without Redis when neither is told': becomes(201, 500),
  'DATABASE_URL is the PostgreSQL that it works on, and a REDIS_URL where nobody is keeps it from nothing':
    environment((env) => (env.DATABASE_URL = env.CONTRACT_DATABASE)),
};
