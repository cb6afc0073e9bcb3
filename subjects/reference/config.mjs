import { randomBytes } from 'node:crypto';
import { defect } from './defect.mjs';
import { levels } from './log.mjs';

/** The configuration in `environment`, times in ms and sizes in bytes; ends the process when a variable is bad. */
export function readConfig(environment) {
  const bad = [];
  const read = (name, fallback, parse) => {
    const text = environment[name];
    if (text === undefined || text === '') return fallback;
    try {
      return parse(text);
    } catch (error) {
      bad.push(`${name}: expected ${error.message}, got ${describe(name, text)}`);
      return fallback;
    }
  };
  const milliseconds = whole(0, 2 ** 31 - 1, 'whole milliseconds');
  const config = {
    port: read('PORT', 3000, whole(0, 65_535, 'a port')),
    host: read('HOST', undefined, matching(/^[\w.:-]+$/, 'a host name or address')),
    databaseUrl: read('DATABASE_URL', undefined, postgresUrl),
    logLevel: read('LOG_LEVEL', 'info', oneOf(Object.keys(levels))),
    apiToken: read(
      'API_TOKEN',
      randomBytes(24).toString('base64url'),
      matching(/^[\w.~+/=-]{16,}$/, '16 or more characters'),
    ),
    drainDelay: read('DRAIN_DELAY', 0, milliseconds),
    shutdownTimeout: read('SHUTDOWN_TIMEOUT', 10_000, milliseconds),
    headersTimeout: read('HEADERS_TIMEOUT', 10_000, milliseconds),
    requestTimeout: read('REQUEST_TIMEOUT', 30_000, milliseconds),
    keepAliveTimeout: read('KEEP_ALIVE_TIMEOUT', 65_000, milliseconds),
    bodyLimit: read('BODY_LIMIT', 1_048_576, whole(1, 2 ** 30, 'bytes')),
    inFlightLimit: read('IN_FLIGHT_LIMIT', 1000, whole(1, 1_000_000, 'a number of requests')),
    rateLimit: read('RATE_LIMIT', 0, whole(0, 1_000_000, 'requests per minute and address')),
    poolSize: read('POOL_SIZE', 10, whole(1, 1000, 'a number of connections')),
  };
  if (config.headersTimeout > config.requestTimeout) {
    bad.push(
      `HEADERS_TIMEOUT: expected at most REQUEST_TIMEOUT (${config.requestTimeout}), got ${config.headersTimeout}`,
    );
  }
  if (defect('boot/listens-where-told')) config.port = 39_871;
  if (defect('boot/listens-on-the-given-host')) config.host = '127.0.0.1';
  if (bad.length > 0 && !defect('boot/refuses-bad-configuration')) refuse(bad);
  return config;
}

function refuse(bad) {
  const named = defect('boot/names-all-bad-configuration') ? bad.slice(0, 1) : bad;
  const text = defect('boot/names-bad-configuration') ? 'something is wrong' : named.join('; ');
  const line = {
    time: new Date().toISOString(),
    level: 'fatal',
    msg: `The configuration is invalid: ${text}`,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  process.exit(1);
}

/** What is named like a secret, or may hold one, is not repeated. */
function describe(name, text) {
  return /TOKEN|URL/.test(name)
    ? `${text.length} characters that are not`
    : JSON.stringify(text.slice(0, 100));
}

function whole(least, most, what) {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new Error(`${what} from ${least} to ${most}`);
  };
}

function matching(pattern, what) {
  return (text) => {
    if (pattern.test(text)) return text;
    throw new Error(what);
  };
}

function oneOf(names) {
  return (text) => {
    if (names.includes(text)) return text;
    throw new Error(`one of ${names.join(', ')}`);
  };
}

function postgresUrl(text) {
  if (URL.canParse(text) && /^postgres(?:ql)?:$/.test(new URL(text).protocol)) return text;
  throw new Error('a URL like postgres://user:password@host:5432/database');
}
