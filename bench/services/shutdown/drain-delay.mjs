/** How long to go on serving while readiness already says no, for those that document a way to do that. In ms. */
export const drainDelay = Number(process.env.DRAIN_DELAY ?? 0);
