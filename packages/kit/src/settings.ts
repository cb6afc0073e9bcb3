import { DEFAULT_LIMITS } from './limits/defaults.ts';
import { SECURITY_HEADERS } from './limits/security-headers.ts';
import { levelOf } from './logging/access-log.ts';
import type { LevelOf, Limits, Options } from './options.ts';

/** The options with every default filled in. */
export interface Settings extends Omit<Options, 'securityHeaders'> {
  problemBase: string;
  requestId: { header: string; trust: boolean };
  requestLogger: { level: LevelOf } | false;
  limits: Required<Limits>;
  trustedProxies: readonly string[];
  securityHeaders: Readonly<Record<string, string>>;
}

const KNOWN = new Set<keyof Options>([
  'problemBase',
  'requestId',
  'requestLogger',
  'limits',
  'trustedProxies',
  'securityHeaders',
  'health',
  'metrics',
  'docs',
  'shutdown',
  'resources',
  'watch',
]);

/** Fills in the defaults. Throws a `TypeError` about an option that is unknown or has a wrong value. */
export function settingsOf(options: Options): Settings {
  for (const name of Object.keys(options)) {
    if (!KNOWN.has(name as keyof Options)) {
      throw new TypeError(
        `Expected options among ${[...KNOWN].join(', ')}, got \`${name}\`; check the spelling`,
      );
    }
  }
  const { problemBase = '', requestId, requestLogger, securityHeaders } = options;
  return {
    ...options,
    problemBase: problemBase.replace(/\/+$/, ''),
    requestId: { header: 'X-Request-ID', trust: true, ...requestId },
    requestLogger: requestLogger !== false && { level: levelOf, ...requestLogger },
    limits: limitsOf(options.limits),
    trustedProxies: options.trustedProxies ?? [],
    securityHeaders: securityHeaders === false ? {} : (securityHeaders ?? SECURITY_HEADERS),
  };
}

function limitsOf(limits: Limits = {}): Required<Limits> {
  for (const [name, value] of Object.entries(limits)) {
    if (!(name in DEFAULT_LIMITS)) {
      throw new TypeError(
        `Expected limits among ${Object.keys(DEFAULT_LIMITS).join(', ')}, got \`limits.${name}\``,
      );
    }
    if (!(typeof value === 'number' && value > 0)) {
      throw new TypeError(
        `Expected \`limits.${name}\` to be a positive number, got ${JSON.stringify(value)}`,
      );
    }
  }
  return { ...DEFAULT_LIMITS, ...limits };
}
