import type { Line } from '../harness/line.ts';
import { accessLog } from './access-log.ts';
import { configuration } from './configuration.ts';
import { docs } from './docs.ts';
import { errors } from './errors.ts';
import { health } from './health.ts';
import { limits } from './limits.ts';
import { metrics } from './metrics.ts';
import { requestId } from './request-id.ts';
import { shutdown } from './shutdown.ts';
import { statuses } from './statuses.ts';
import { unhandledErrors } from './unhandled-errors.ts';
import { users } from './users.ts';

/** The contract, section by section, in the order of the table. */
export const sections: Readonly<Record<string, readonly Line[]>> = {
  Errors: errors,
  Statuses: statuses,
  'Request id': requestId,
  'Access log': accessLog,
  Health: health,
  Metrics: metrics,
  Docs: docs,
  Limits: limits,
  Shutdown: shutdown,
  Configuration: configuration,
  Users: users,
  'Unhandled errors': unhandledErrors,
};
