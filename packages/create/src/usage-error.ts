/** What was asked for cannot be done: exit 2, the message, no stack. */
export class UsageError extends Error {
  override name = 'UsageError';
}
