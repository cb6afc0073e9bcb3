import assert from 'node:assert/strict';

/** The body of an error answer: `application/problem+json` (RFC 9457) with the kit's extensions. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  code: string;
  requestId: string;
  errors?: readonly FieldProblem[];
  [extension: string]: unknown;
}

/** One field that failed validation; never its value. */
export interface FieldProblem {
  field: string;
  message: string;
  code: string;
  pointer: string;
  [extension: string]: unknown;
}

/** What supertest, Fastify's `inject` and most clients answer with, or a plain object of that shape. */
export interface Answered {
  status?: number;
  statusCode?: number;
  headers: object;
  /** Text or what a client parsed from it. */
  body?: unknown;
}

/**
 * Asserts that a response is the problem `code` (`not-found` or `NOT_FOUND`) as the contract writes it,
 * with at least the members in `more`, and returns it. Give a fetch `Response` and await the result.
 */
export function expectProblem(response: Response, code: string, more?: object): Promise<Problem>;
export function expectProblem(response: Answered, code: string, more?: object): Problem;
export function expectProblem(
  response: Response | Answered,
  code: string,
  more: object = {},
): Problem | Promise<Problem> {
  if (typeof (response as Response).text === 'function' && 'ok' in response && 'bodyUsed' in response) {
    const { status, headers } = response as Response;
    return (response as Response)
      .text()
      .then((body) => check(status, Object.fromEntries(headers), body, code, more));
  }
  const { status, statusCode, headers, body } = response as Answered;
  return check(status ?? statusCode ?? 0, lowerCased(headers), body, code, more);
}

function check(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: unknown,
  code: string,
  more: object,
) {
  const got = `\n  got ${status} ${headers['content-type']}: ${typeof body === 'string' ? body : JSON.stringify(body)}`;
  const kebab = code.toLowerCase().replaceAll('_', '-');
  const media = headers['content-type']?.split(';')[0];
  assert.equal(
    media,
    'application/problem+json',
    `Expected the problem ${kebab} as application/problem+json${got}`,
  );
  const problem = (typeof body === 'string' ? parse(body, got) : body) as Problem;
  assert.ok(
    new RegExp(`(^|/)${kebab}/?$`).test(String(problem.type)),
    `Expected \`type\` to end in /${kebab}, got ${JSON.stringify(problem.type)}${got}`,
  );
  assert.equal(
    problem.code,
    kebab.toUpperCase().replaceAll('-', '_'),
    `Expected \`code\` and \`type\` to be one name, got ${JSON.stringify(problem.code)}${got}`,
  );
  assert.equal(
    problem.status,
    status,
    `Expected \`status\` to be the HTTP status ${status}, got ${problem.status}${got}`,
  );
  assert.ok(status >= 400 && status <= 599, `Expected an error status, got ${status}${got}`);
  assert.ok(typeof problem.title === 'string' && problem.title !== '', `Expected a title${got}`);
  const id = headers['x-request-id'];
  assert.ok(
    id !== undefined,
    `Expected an X-Request-ID header, got ${Object.keys(headers).join(', ')}${got}`,
  );
  assert.equal(problem.requestId, id, `Expected \`requestId\` to be the X-Request-ID header ${id}${got}`);
  assert.ok(has(problem, more), `Expected the problem to have ${JSON.stringify(more)}${got}`);
  return problem;
}

function parse(body: string, got: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    assert.fail(`Expected the body to be JSON${got}`);
  }
}

function lowerCased(headers: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

/** Everything in `expected` is in `actual`; an array in any order. */
function has(actual: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    return Array.isArray(actual) && expected.every((wanted) => actual.some((one) => has(one, wanted)));
  }
  if (typeof expected !== 'object' || expected === null) return Object.is(actual, expected);
  if (typeof actual !== 'object' || actual === null) return false;
  return Object.entries(expected).every(([name, value]) =>
    has((actual as Record<string, unknown>)[name], value),
  );
}
