import type { Observations } from '../engine/observe.ts';
import type { Report } from './report.ts';

/** What stands where a secret was. */
export const MASK = '***';

/**
 * The report without secrets: credentials in headers, cookies, passwords and tokens in bodies, query strings, log lines
 * and URLs, wherever they are repeated. Not for judging again: rules may have looked at what is hidden here.
 */
export function masked(report: Report): Report {
  const known = new Set<string>();
  for (const finding of report.findings) collect(finding.evidence, known);
  collect(report.service, known);
  const walker = new Walker(known);
  const observations = Object.entries(report.observations).map(
    ([id, observation]) => [walker.text(id), walker.walk(observation)] as const,
  );
  return { ...walker.walk({ ...report, observations: {} }), observations: Object.fromEntries(observations) };
}

/** The same without the facts, which only judging needs: what every report but the JSON one renders. */
export function readable(report: Report): Report {
  const observations: Observations = Object.fromEntries(
    Object.entries(report.observations).map(([id, observation]) => [
      id,
      observation.status === 'seen' ? { ...observation, facts: null } : observation,
    ]),
  );
  return masked({ ...report, observations });
}

/** The words of a command line without the values of flags that are secret: `--api-key=…`, `--token …`. */
export function maskedCommand(words: readonly string[]): string[] {
  const walker = new Walker(new Set());
  return words.map((word, at) =>
    SECRET_NAME.test(/^--?([\w-]+)$/.exec(words[at - 1] ?? '')?.[1] ?? '') ? MASK : walker.text(word),
  );
}

/** Names of fields, headers and parameters whose values nobody should read. */
const NAME =
  '(?:passw(?:or)?d|passphrase|passcode|pwd|secret|tokens?|(?:api|access|private|signing)[-_]?key|credentials?|' +
  'authorization|session[-_]?id|sid|otp|cvv)';
const WORD = `(?<![\\w-])([\\w-]{0,40}?${NAME}(?:[-_]?(?:hash|confirmation|again|old|new|id))?)(?![\\w-])`;
const SECRET_NAME = new RegExp(`^[\\w-]{0,40}?${NAME}(?:[-_]?(?:hash|confirmation|again|old|new|id))?$`, 'i');

/** What is masked in any text, and what stays of it. Every repetition is bounded: the text may be hostile. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // "password": "…", also cut off, also as JSON within a JSON string
  [new RegExp(`${WORD}("\\s{0,9}:\\s{0,9}")(?:[^"\\\\]|\\\\.){1,8192}`, 'gi'), `$1$2${MASK}`],
  [new RegExp(`${WORD}(\\\\"\\s{0,9}:\\s{0,9}\\\\")[^"\\\\]{1,8192}`, 'gi'), `$1$2${MASK}`],
  // password=… in forms, query strings and log lines
  [new RegExp(`${WORD}=(?!\\s)[^&\\s"'<>;,]{1,8192}`, 'gi'), `$1=${MASK}`],
  // Authorization: Bearer …
  [/\b((?:proxy-)?authorization: ?)(\w{1,20} )?[^\s,"']{1,8192}/gi, `$1$2${MASK}`],
  [/\b(x-(?:api-key|auth-token|access-token): ?)[^\s,"']{1,8192}/gi, `$1${MASK}`],
  [/\b((?:set-)?cookie: ?[^\s=;,]{1,100}=)[^;\s]{1,8192}/gi, `$1${MASK}`],
  [/\b(Bearer|Basic) (?=[\w.~+/-]{0,200}[\d=A-Z])[\w.~+/-]{8,8192}={0,2}(?![\w="])/g, `$1 ${MASK}`],
  // A JSON web token
  [/\beyJ[\w-]{8,4096}\.[\w-]{4,8192}\.[\w-]{0,4096}/g, MASK],
  // postgres://user:password@host
  [/(\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s:@/?#"']{0,128}:)[^\s@/"']{1,256}@/gi, `$1${MASK}@`],
];

/** Copies a value; strings lose their secrets, numbers and structure stay. */
class Walker {
  readonly #known: RegExp | undefined;

  constructor(known: ReadonlySet<string>) {
    const values = [...known].sort((a, b) => b.length - a.length).map((value) => escaped(value));
    this.#known = values.length === 0 ? undefined : new RegExp(values.join('|'), 'g');
  }

  text(text: string): string {
    let clean = this.#known === undefined ? text : text.replace(this.#known, MASK);
    for (const [pattern, kept] of PATTERNS) clean = clean.replace(pattern, kept);
    return clean;
  }

  walk<T>(value: T, name = ''): T {
    if (typeof value === 'string') return this.#named(name.toLowerCase(), value) as T;
    if (Array.isArray(value)) return value.map((item: unknown) => this.walk(item, name)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, this.walk<unknown>(inner, key)]),
    ) as T;
  }

  #named(name: string, value: string): string {
    if (name === 'authorization' || name === 'proxy-authorization')
      return value.replace(/^(\w+ )?.+$/s, `$1${MASK}`);
    if (name === 'cookie') return value.replace(/=[^;]*/g, `=${MASK}`);
    // Several are joined by a comma; attributes follow a semicolon, and stay.
    if (name === 'set-cookie') return value.replace(/(^|, )([^=;,\s]+)=[^;,]*/g, `$1$2=${MASK}`);
    return SECRET_NAME.test(name) ? MASK : this.text(value);
  }
}

/** Most values that are looked for everywhere. */
const MOST = 50;

/** Secrets that we sent or were told: whatever repeats them leaks them. */
function collect(value: unknown, known: Set<string>, name = ''): void {
  if (typeof value === 'string') {
    if (/^(?:proxy-)?authorization$/i.test(name)) keep(value.replace(/^\w+ /, ''), known);
    else if (/^cookie$/i.test(name)) for (const [, one = ''] of value.matchAll(/=([^;]*)/g)) keep(one, known);
    else if (SECRET_NAME.test(name)) keep(value, known);
    else if (name === 'body') collect(parsed(value), known);
    else
      for (const [, one = ''] of value.matchAll(/:\/\/[^\s:@/]{0,128}:([^\s@/]{1,256})@/g)) keep(one, known);
  } else if (typeof value === 'object' && value !== null)
    // Not what the service answered: there, an ordinary word may stand behind the name `password`.
    for (const [key, inner] of Object.entries(value)) if (key !== 'response') collect(inner, known, key);
}

/** Only what cannot be an ordinary word. */
function keep(value: string, known: Set<string>): void {
  if (
    value.length >= 8 &&
    value.length <= 4096 &&
    /[^a-z]/i.test(value) &&
    /\w/.test(value) &&
    known.size < MOST
  )
    known.add(value);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

function escaped(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
