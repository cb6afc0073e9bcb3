import type { AppError } from '../app-error.ts';
import { GatewayTimeoutError } from '../http/gateway-timeout-error.ts';
import { ServiceUnavailableError } from '../http/service-unavailable-error.ts';

/**
 * What an `AbortSignal` throws (DOM, `AbortSignal.timeout`). Running out of time is a dependency that was too
 * slow; any other abort is the service giving up, and worth another try.
 */
export function recogniseTimeout(thrown: object): AppError | undefined {
  const { name, message, constructor } = thrown as Error;
  const says = (wanted: string) => name === wanted || constructor.name === wanted;
  if (says('TimeoutError'))
    return new GatewayTimeoutError(`A dependency did not answer in time (${message})`, { cause: thrown });
  return says('AbortError')
    ? new ServiceUnavailableError(`The work was aborted (${message})`, { cause: thrown })
    : undefined;
}
