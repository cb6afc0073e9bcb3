import { setTimeout as delay } from 'node:timers/promises';
import { defect } from './defect.mjs';
import { Drain } from './drain.mjs';
import { described } from './errors.mjs';
import { log } from './log.mjs';

/** Signals that follow so soon, in ms, are echoes of the first: npm forwards what the terminal has sent already. */
const ECHO = 300;
/** Longest that one resource may take to close, in ms. */
const CLOSE_TIMEOUT = 3000;

/** Ends the process on SIGTERM, SIGINT and fatal errors: drains `server`, then runs `closers` in order. */
export function endGracefully(server, state, closers) {
  const drain = new Drain(server);
  let stoppedAt;
  let exitCode = 0;
  let force;
  const forced = new Promise((resolve) => (force = resolve));

  const stop = async (reason) => {
    stoppedAt = performance.now();
    state.draining = true;
    log('info', 'draining', { reason, inFlight: state.inFlight });
    if (defect('shutdown/finishes-in-flight')) process.exit(exitCode);
    if (defect('shutdown/keeps-dependencies-until-the-last-response')) await closeAll(closers);
    await delay(delayOf(state));
    if (!(await drainedInTime())) {
      for (const socket of drain.connections.keys()) socket.destroy();
      if (!defect('shutdown/admits-it-was-forced')) {
        exitCode = 1;
        log('warn', 'forced: cut open requests', { inFlight: state.inFlight });
      }
    }
    // The lines of the requests that ended last are written when their sockets have closed.
    await new Promise(setImmediate);
    if (!defect('shutdown/says-goodbye-to-dependencies') && !(await closeAll(closers))) exitCode = 1;
    log('info', 'stopped', { afterMs: Math.round(performance.now() - stoppedAt), exitCode });
    process.exit(exitCode);
  };

  const drainedInTime = () => {
    const limits = [forced];
    if (!isPatient()) limits.push(delay(state.config.shutdownTimeout));
    return Promise.race([drain.run().then(() => true), ...limits.map((limit) => limit.then(() => false))]);
  };

  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      if (defect(signal === 'SIGTERM' ? 'shutdown/ends-on-sigterm' : 'shutdown/ends-on-sigint')) return;
      if (stoppedAt === undefined) void stop(signal);
      else if (performance.now() - stoppedAt > ECHO) force();
    });
  }
  for (const kind of ['uncaughtException', 'unhandledRejection']) {
    process.on(kind, (error) => {
      log('fatal', kind, { requestId: state.requestId(), err: described(error) });
      exitCode = 1;
      if (stoppedAt === undefined) void stop(kind);
    });
  }
}

/** How long everything is still served, in ms. */
function delayOf({ config }) {
  if (defect('shutdown/turns-readiness-off')) return 3000;
  if (defect('shutdown/loses-nothing')) return 300;
  return config.drainDelay;
}

/** Whether the deadline would hide the defect, or is it. */
function isPatient() {
  return (
    defect('shutdown/has-a-deadline') ||
    defect('shutdown/idle-connections-do-not-delay') ||
    defect('shutdown/silent-connections-do-not-delay')
  );
}

async function closeAll(closers) {
  let allClosed = true;
  for (const { name, close } of closers) {
    const late = delay(CLOSE_TIMEOUT, undefined, { ref: false }).then(() => {
      throw new Error(`it took longer than ${CLOSE_TIMEOUT} ms`);
    });
    await Promise.race([close(), late]).catch((error) => {
      allClosed = false;
      log('error', 'could not close', { name, err: described(error) });
    });
  }
  return allClosed;
}
