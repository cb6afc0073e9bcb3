import type { AppError } from '../app-error.ts';
import { BadUrlError } from '../http/bad-url-error.ts';
import { isError } from './is-error.ts';

/**
 * A bad percent escape, as Express' routers report it. Only they set the status: a `URIError` without one
 * comes from our own code, and from `encodeURIComponent` as well.
 */
export function recogniseUriError(thrown: object): AppError | undefined {
  const { name, status } = thrown as { name?: unknown; status?: unknown };
  return name === 'URIError' && status === 400 && isError(thrown)
    ? new BadUrlError(undefined, { cause: thrown })
    : undefined;
}
