import { defect } from './defect.mjs';
import { Problem } from './errors.mjs';

const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/;
const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const LONGEST_EMAIL = 254;
const MOST_PER_PAGE = 100;

/** By field: what is expected, and whether a value is that. */
const FIELDS = {
  email: {
    expected: 'an email address of at most 254 characters',
    accepts: (value) => isText(value, 3, LONGEST_EMAIL) && EMAIL.test(value),
  },
  name: { expected: '1 to 100 characters', accepts: (value) => isText(value, 1, 100) },
  password: { expected: '12 to 256 characters', accepts: (value) => isText(value, 12, 256) },
};

/** The fields of a user in `input`, nothing else; throws a `Problem` that names every bad one. */
export function parseUser(input, { partial = false } = {}) {
  if (defect('input/refuses-invalid-fields')) return { name: '', password: '', ...lenient(input) };
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw invalid([{ field: '', message: 'Expected an object.', code: 'type', pointer: '' }], input);
  }
  const user = {};
  const errors = [];
  for (const [field, { expected, accepts }] of Object.entries(FIELDS)) {
    const given = Object.hasOwn(input, field);
    if (!given && partial) continue;
    if (accepts(input[field])) user[field] = input[field];
    else {
      const message = `Expected ${expected}.`;
      errors.push({ field, message, code: given ? 'invalid' : 'required', pointer: `/${field}` });
    }
  }
  if (errors.length > 0) throw invalid(errors, input);
  if (user.email !== undefined) user.email = user.email.toLowerCase();
  return defect('input/unknown-fields-do-not-become-data') ? { ...input, ...user } : user;
}

/** The id in a path. */
export function parseId(text) {
  if (ID.test(text)) return text.toLowerCase();
  if (defect('input/hostile-parameters-are-no-5xx')) throw new Error('invalid input syntax for type uuid');
  throw invalid([{ field: 'id', message: 'Expected a UUID.', code: 'invalid', pointer: '' }], text);
}

/** The page that a query asks for: how many users, and after which. */
export function parsePage(query) {
  const limits = query.getAll('limit');
  const cursors = query.getAll('cursor');
  const errors = [];
  const limit = limits.length === 0 ? 20 : /^\d{1,9}$/.test(limits[0]) ? Number(limits[0]) : NaN;
  const bounded = limit <= MOST_PER_PAGE || defect('input/collections-are-bounded');
  if (limits.length > 1 || !(limit >= 1 && bounded)) {
    errors.push(`limit: a whole number from 1 to ${MOST_PER_PAGE}`);
  }
  if (cursors.length > 1 || !ID.test(cursors[0] ?? '00000000-0000-4000-8000-000000000000')) {
    errors.push('cursor: the nextCursor of a page');
  }
  // Not even the defect shall fill the memory of whoever checks it.
  if (errors.length === 0) return { limit: Math.min(limit, 100_000), cursor: cursors[0]?.toLowerCase() };
  if (defect('input/hostile-parameters-are-no-5xx')) throw new Error('invalid input syntax for type integer');
  throw invalid(
    errors.map((text) => {
      const [field, expected] = text.split(': ');
      return { field, message: `Expected ${expected}.`, code: 'invalid', pointer: '' };
    }),
    Object.fromEntries(query),
  );
}

function isText(value, shortest, longest) {
  if (typeof value !== 'string' || value.length < shortest || value.length > longest) return false;
  // The database can hold neither.
  return value.isWellFormed() && !value.includes('\0');
}

function invalid(errors, input) {
  let shown = errors;
  if (defect('input/names-every-bad-field')) shown = errors.slice(0, 1);
  if (defect('input/names-the-bad-field')) shown = undefined;
  const echo = defect('input/echoes-no-secrets') ? ` Got ${JSON.stringify(input)}.` : '';
  return new Problem(400, `The request is not as documented.${echo}`, {
    code: 'VALIDATION_FAILED',
    errors: shown,
  });
}

function lenient(input) {
  const one = typeof input === 'object' && input !== null ? input : {};
  return {
    ...one,
    name: String(one.name ?? ''),
    email: String(one.email ?? Math.random()),
    password: String(one.password ?? ''),
  };
}
