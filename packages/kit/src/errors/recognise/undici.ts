import type { AppError } from '../app-error.ts';
import { GatewayTimeoutError } from '../http/gateway-timeout-error.ts';
import { ServiceUnavailableError } from '../http/service-unavailable-error.ts';

const SILENT = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const LOST = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_SOCKET', 'UND_ERR_CLOSED', 'UND_ERR_DESTROYED']);

/** What `fetch` and undici report about a connection; `fetch` hides it in the `cause` of "fetch failed". */
export function recogniseUndici(thrown: object): AppError | undefined {
  const { code } = thrown as { code?: unknown };
  if (typeof code !== 'string') return undefined;
  if (SILENT.has(code))
    return new GatewayTimeoutError(`A dependency did not answer in time (${code})`, { cause: thrown });
  return LOST.has(code)
    ? new ServiceUnavailableError(`A dependency cannot be reached (${code})`, { cause: thrown })
    : undefined;
}
