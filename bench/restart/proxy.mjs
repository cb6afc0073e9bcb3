import { once } from 'node:events';
import { Agent, createServer, request as ask } from 'node:http';
import { pipeline } from 'node:stream';

const HOST = '127.0.0.1';
/** How often each instance is asked whether it is ready, and how long it may take to say so. In ms. */
export const PROBE_PERIOD = 200;
const PROBE_TIMEOUT = 1000;
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/**
 * A balancer in front of the instances that are added to it: the ready ones take turns, on kept connections. It retries
 * nothing: what an instance does not answer is 502, and 503 when none is ready.
 */
export async function startProxy() {
  const instances = [];
  const agent = new Agent({ keepAlive: true });
  let turn = 0;

  const server = createServer((request, response) => {
    const ready = instances.filter((instance) => instance.ready);
    if (ready.length === 0) return void response.writeHead(503).end();
    turn += 1;
    pass(request, response, ready[turn % ready.length].port);
  });

  function pass(request, response, port) {
    const { url: path, method } = request;
    const onward = ask({ host: HOST, port, path, method, headers: endToEnd(request), agent }, (answer) => {
      response.writeHead(answer.statusCode, endToEnd(answer));
      // Either end takes the other one with it, so that half an answer is never taken for a whole one.
      pipeline(answer, response, () => {});
    });
    onward.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    request.pipe(onward);
  }

  const probing = setInterval(() => {
    for (const instance of instances) void probe(instance.port).then((ready) => (instance.ready = ready));
  }, PROBE_PERIOD);

  server.listen(0, HOST);
  await once(server, 'listening');
  return {
    port: server.address().port,
    add: (port) => instances.push({ port, ready: false }),
    remove(port) {
      instances.splice(
        instances.findIndex((instance) => instance.port === port),
        1,
      );
    },
    isReady: (port) => instances.some((instance) => instance.port === port && instance.ready),
    close() {
      clearInterval(probing);
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
}

/** A probe has a connection of its own, as those of an orchestrator have. */
async function probe(port) {
  try {
    const signal = AbortSignal.timeout(PROBE_TIMEOUT);
    const asked = ask({ host: HOST, port, path: '/readyz', agent: false, signal }).end();
    const [answer] = await once(asked, 'response');
    answer.resume();
    return answer.statusCode === 200;
  } catch {
    return false;
  }
}

function endToEnd({ headers }) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}
