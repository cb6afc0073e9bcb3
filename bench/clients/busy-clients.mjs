import { open } from './connection.mjs';

/**
 * Clients on kept connections that send the next request as soon as they have read an answer, and connect anew when
 * they were told to close or were cut, until connecting is refused. Every request is accounted for in `tally`:
 *
 * - `answered`: complete answers with status 200; `turnedAway`: complete answers with another one;
 * - `lost`: written as a whole on an open connection, no complete answer. No race with the closing of
 *   an idle connection is excused, as no client pauses;
 * - `refused`: nobody listened. That is not lost: a balancer tries another instance;
 * - `longest`: the slowest complete answer so far, in ms. Whoever watches a part of the time sets it back to 0.
 */
export function busyClients(port, clients) {
  const tally = { answered: 0, turnedAway: 0, lost: 0, refused: 0, longest: 0 };
  const connections = new Set();
  const stopped = new AbortController();

  async function client() {
    while (!stopped.signal.aborted) {
      const connection = await open(port);
      if (connection === undefined) {
        tally.refused += 1;
        return;
      }
      connections.add(connection);
      while (!connection.ended) {
        const asked = performance.now();
        const { sent, answer } = await connection.ask('/users/1');
        if (stopped.signal.aborted) return;
        if (answer !== undefined) tally.longest = Math.max(tally.longest, performance.now() - asked);
        if (answer?.status === 200) tally.answered += 1;
        else if (answer !== undefined) tally.turnedAway += 1;
        else if (sent) tally.lost += 1;
        if (answer === undefined || answer.close) break;
      }
      connections.delete(connection);
      connection.destroy();
    }
  }

  return {
    tally,
    /** Resolves when every client has been refused, or was stopped. */
    over: Promise.all(Array.from({ length: clients }, client)),
    /** Ends all of them where they are; what is then under way is not counted. */
    stop() {
      stopped.abort();
      for (const connection of connections) connection.destroy();
    },
  };
}
