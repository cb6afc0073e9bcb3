import { writeSync } from 'node:fs';

/** A line of the log is changed: in place, or by what is returned instead. */
export const lines = (change) => ({ line: change });

/** Writes a line to the log that the service would not write. */
export const say = (line) =>
  void writeSync(1, `${JSON.stringify({ level: 'info', time: new Date(), ...line })}\n`);

/** The HTTP server is changed when it listens. */
export const server = (change) => ({ listening: change });

/** The process is changed before the service is loaded. */
export const environment = (change) => ({ environment: change });
