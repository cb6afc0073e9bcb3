import { accessLog } from './sections/access-log.mjs';
import { configuration } from './sections/configuration.mjs';
import { docs } from './sections/docs.mjs';
import { errors } from './sections/errors.mjs';
import { health } from './sections/health.mjs';
import { limits } from './sections/limits.mjs';
import { metrics } from './sections/metrics.mjs';
import { requestId } from './sections/request-id.mjs';
import { shutdown } from './sections/shutdown.mjs';
import { statuses } from './sections/statuses.mjs';
import { unhandledErrors } from './sections/unhandled-errors.mjs';
import { users } from './sections/users.mjs';

/** What is broken for each line of the contract, by its title. Each breaks at least that line. */
export const defects = {
  ...errors,
  ...statuses,
  ...requestId,
  ...accessLog,
  ...health,
  ...metrics,
  ...docs,
  ...limits,
  ...shutdown,
  ...configuration,
  ...users,
  ...unhandledErrors,
};
