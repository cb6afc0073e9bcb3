/** The command line cannot be understood: exit 2, the message, no stack. */
export class UsageError extends Error {
  override name = 'UsageError';
}
