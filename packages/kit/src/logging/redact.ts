const SECRET_KEY =
  /^(?:authorization|proxy-?authorization|cookie|set-?cookie|pass(?:word|wd|phrase)?|pwd|secret|token|jwt|api-?key|x-api-key|private-?key|credentials?|(?:access|refresh|id|session|auth|csrf|xsrf|bearer)-?token|client-?secret|session-?id)$/i;
const SECRET_QUERY =
  /([?&;](?:[\w.-]*(?:token|secret|password|passwd|api[_-]?key|signature|credential)[\w.-]*|key|code|auth|sig|jwt|pwd)=)[^&#\s"';]+/gi;
// The length of a scheme is bounded, or every position of a long word would be tried to its end.
const URL_PASSWORD = /([a-z][a-z0-9+.-]{0,31}:\/\/[^\s:/@"']*:)[^\s"'/]+(?=@)/gi;
const DEEPEST = 8;
export const MASK = '[redacted]';
const UNREADABLE = '[unreadable]';

/**
 * A copy of `value` without secrets: fields with a secret's name at any depth, passwords in URLs,
 * secret query values. Returns `value` itself when there is nothing to hide.
 */
export function redact(value: unknown): unknown {
  try {
    return redactAt(value, 0);
  } catch {
    // A getter or a proxy that throws must not take the log line with it.
    return UNREADABLE;
  }
}

function redactAt(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) return copyOnChange(value, (item) => redactAt(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return redactFields(value as Record<string, unknown>, depth);
}

/** Hides passwords in URLs and secret query values in a text. */
export function redactText(text: string): string {
  if (!text.includes('=') && !text.includes('@')) return text;
  return text.replace(URL_PASSWORD, `$1${MASK}`).replace(SECRET_QUERY, `$1${MASK}`);
}

/** Whether a field of this name holds a secret. `_` and camel case count as separators. */
export function isSecret(name: string): boolean {
  return SECRET_KEY.test(name) || SECRET_KEY.test(name.replace(/_/g, '-'));
}

function redactFields(fields: Record<string, unknown>, depth: number): Record<string, unknown> {
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(fields)) {
    const before = fields[name];
    const after =
      isSecret(name) && before !== undefined && before !== null ? MASK : redactAt(before, depth + 1);
    if (after === before) continue;
    copy ??= { ...fields };
    copy[name] = after;
  }
  return copy ?? fields;
}

function copyOnChange(items: readonly unknown[], change: (item: unknown) => unknown): unknown {
  let copy: unknown[] | undefined;
  for (const [index, before] of items.entries()) {
    const after = change(before);
    if (after === before) continue;
    copy ??= [...items];
    copy[index] = after;
  }
  return copy ?? items;
}
