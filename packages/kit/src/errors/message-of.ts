const MOST_KEYS = 10;

/** The message of anything thrown, for the log. Names the keys of an object, never its values. Never throws. */
export function messageOf(thrown: unknown): string {
  try {
    if (typeof thrown === 'string') return thrown === '' ? 'an empty string was thrown' : thrown;
    if (typeof thrown === 'function') return 'a function was thrown';
    if (typeof thrown !== 'object' || thrown === null) return `${String(thrown)} was thrown`;
    const { message } = thrown as { message?: unknown };
    if (typeof message === 'string' && message !== '') return message;
    if (thrown instanceof Error) return `an ${thrown.name} without a message was thrown`;
    const keys = Object.keys(thrown);
    const named = keys.slice(0, MOST_KEYS).join(', ') + (keys.length > MOST_KEYS ? ', …' : '');
    return `an object ${keys.length === 0 ? 'without keys' : `with the keys ${named}`} was thrown`;
  } catch {
    return 'something unreadable was thrown';
  }
}
