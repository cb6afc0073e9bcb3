/** What looks like a stack, a driver or a mapper in a body, each different text once. One alone may be chance. */
export function signsIn(body: string): string[] {
  const found = SIGNS.flatMap((sign) => body.match(sign) ?? []);
  return [...new Set(found.map((text) => text.slice(0, 120)))];
}

/** Whether a body tells this port of our machine: `127.0.0.1:45123`, or `"127.0.0.1", port 45123`. */
export function addressIn(body: string, port: number): boolean {
  return new RegExp(String.raw`(?:localhost|127\.0\.0\.1|::1)\D{0,12}${port}\b`, 'i').test(body);
}

/** Frames of Node, Python, Java, Go, .NET and Ruby; then what drivers and mappers say. */
const SIGNS = [
  /\bat [^\n"\\]{1,200}? ?\(?(?:file:\/\/|node:|\/)[^\s)"\\]+:\d+:\d+\)?/g,
  /File \\?"[^"\\]+\\?", line \d+, in /g,
  /\bat [\w$.]+\([\w$]+\.(?:java|kt|scala):\d+\)/g,
  /\bgoroutine \d+ \[|\/[\w./-]+\.go:\d+/g,
  /\bat [\w.<>`]+\([^)]*\) in [^\s]+:line \d+/g,
  /\/[\w./-]+\.rb:\d+:in /g,
  /\bECONN(?:REFUSED|RESET)\b|connection refused|Connection terminated/gi,
  /SQLSTATE|\bORA-\d{5}|(?:syntax error|duplicate key value|invalid byte sequence|violates \w+[ -]key).{0,60}/gi,
  /\b(?:sqlalchemy|psycopg2?|asyncpg|org\.postgresql|java\.sql|PrismaClient\w+|QueryFailedError|SequelizeDatabaseError)\b/g,
];
