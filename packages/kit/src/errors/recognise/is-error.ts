import { isNativeError } from 'node:util/types';

/** Whether a thrown object is an error, of whatever realm: test runners give modules a realm of their own. */
export function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || isNativeError(thrown);
}
