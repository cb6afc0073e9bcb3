import { randomUUID } from 'node:crypto';
import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { askOn } from '../lab/ask-on.ts';
import type { Lab } from '../lab/lab.ts';

/** Requests that are held open. A server with few workers takes fewer. */
const HELD = 3;
/** How long they are held after the signal, in ms: readiness has one second to say no. */
const HOLD = 1300;

/**
 * One boot and one SIGTERM for many rules. The requests are slow because we withhold their bodies: `100 Continue`
 * proves that the service has each of them in hand when the signal comes. Meanwhile the readiness probe is watched.
 */
export default experiment({
  id: 'stop-with-open-requests',
  title: 'sends SIGTERM while requests are open, watches readiness, then lets the requests finish',
  subject: 'fresh',
  needs: ['start', 'signals', 'write'],
  deadline: 75_000,

  async run(lab) {
    const keepsConnections = await keepsAlive(lab);
    const before = await lab.write();
    lab.control('the write route works in a new process', (before.response?.status ?? 500) < 300);
    const asked = await Promise.all(Array.from({ length: HELD }, () => hold(lab)));
    const held = asked.filter(({ request }) => request.acknowledged);
    for (const { request } of asked) if (!request.acknowledged) request.abort();
    lab.control('the service says `100 Continue` and waits for the body of a request', held.length > 0);

    const dependencies = lab.dependencies();
    const connected = dependencies.map((proxy) => proxy.facts().open);
    const signalledAt = lab.now();
    lab.signal('SIGTERM');
    const probes = await watchReadiness(lab);
    const aliveWhileHeld = lab.alive();
    const refusing = await refuses(lab);
    lab.note(
      `the held requests get the rest of their bodies (new connections ${refusing ? 'are refused' : 'are still taken'})`,
    );
    const finishedAt = lab.now();
    const requests = await Promise.all(held.map(({ request }) => request.finish()));
    const exit = await lab.exit(30_000);
    // The kernel tells of the end of a process and of its connections apart.
    if (exit !== null) await lab.waitFor(() => dependencies.every((proxy) => proxy.facts().open === 0), 1000);

    return {
      signalledAt,
      finishedAt,
      /** The answers to the requests that were open at the signal, and the request ids they came with. */
      requests: requests.filter(({ endedAt }) => endedAt > signalledAt),
      requestIds: held.map(({ id }) => id),
      /** Whether the service keeps connections at all, and whether it refused new ones when the requests ended. */
      keepsConnections,
      refusing,
      /** Answers of the readiness probe from the signal on; empty when none is known. */
      probes,
      aliveWhileHeld,
      exit,
      dependencies: dependencies.map((proxy, at) => ({
        name: proxy.name,
        protocol: proxy.protocol,
        openAtSignal: connected[at] ?? 0,
        ...proxy.facts(),
      })),
      logs: lab.logs().filter(({ at }) => at >= signalledAt),
    };
  },
});

async function hold(lab: Lab) {
  const id = `sw-${randomUUID()}`;
  return { id, request: await lab.hold({ headers: { 'X-Request-ID': id, Connection: 'keep-alive' } }) };
}

/** Whether an ordinary answer leaves the connection open, as HTTP/1.1 has it. */
async function keepsAlive(lab: Lab): Promise<boolean> {
  const connection = await lab.raw('');
  const { read, live } = lab.profile;
  const answer = await askOn(connection, lab, read ?? { path: live ?? '/' }, 5000);
  connection.destroy();
  return answer?.kept ?? false;
}

async function watchReadiness(lab: Lab): Promise<Exchange[]> {
  const path = lab.profile.ready;
  const probes: Exchange[] = [];
  const until = lab.now() + HOLD;
  while (lab.now() < until && lab.alive()) {
    if (path !== undefined) probes.push(await lab.request({ path, timeout: 1000 }));
    await lab.sleep(100);
  }
  return probes;
}

/** Whether new connections are refused. */
async function refuses(lab: Lab): Promise<boolean> {
  const connection = await lab.raw('a new connection');
  connection.destroy();
  return connection.ended() === 'ECONNREFUSED';
}
