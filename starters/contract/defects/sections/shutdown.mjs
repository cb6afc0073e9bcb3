import { Socket } from 'node:net';
import { answers, becomes, ofUsers } from '../answers.mjs';
import { environment, server } from '../service.mjs';

/** What is broken for each line of the section “Shutdown”, by its title. */
export const shutdown = {
  'SIGTERM turns /readyz to 503 at once': becomes(503, 200, ({ url }) => url === '/readyz'),
  'for DRAIN_DELAY everything is still served, on new connections too': environment(
    (env) => (env.DRAIN_DELAY = '0'),
  ),
  'then new connections are refused while the open request is finished': environment(
    (env) => (env.SHUTDOWN_TIMEOUT = '10'),
  ),
  'the last answer on a connection says Connection: close': answers(
    () => true,
    ({ headers }) => void (headers.connection = 'keep-alive'),
  ),
  'no accepted request is lost': (() => {
    let stopping = false;
    let asked = 0;
    return {
      environment: () => process.on('SIGTERM', () => (stopping = true)),
      answer: (_, request) =>
        stopping && ofUsers(request) && (asked += 1) % 5 === 0 ? 'nothing' : undefined,
    };
  })(),
  'an idle connection is closed, not reset': server((one) => {
    const sockets = new Set();
    one.on('connection', (socket) => sockets.add(socket));
    process.on('SIGTERM', () =>
      sockets.forEach((socket) => socket._httpMessage === null && socket.resetAndDestroy()),
    );
  }),
  'it exits with 0 once the last answer is out, and has logged it': { exitCode: () => 3 },
  'SIGINT ends it with 0 at once when there is nothing to do, whoever is connected': environment(() => {
    const { on } = process;
    process.on = (name, listener) => on.call(process, name, name === 'SIGINT' ? () => {} : listener);
  }),
  'the connections of the pool are closed with a goodbye to the database': environment(() => {
    const { write } = Socket.prototype;
    Socket.prototype.write = function (data, ...rest) {
      return isGoodbye(data) ? this.end() : write.call(this, data, ...rest);
    };
  }),
  'a request that never ends is cut after SHUTDOWN_TIMEOUT, and the exit code is 1': { exitCode: () => 0 },
  'a second signal within 300 ms is an echo, a later one ends it at once with 1': environment(() => {
    let signals = 0;
    process.on('SIGTERM', () => (signals += 1) === 2 && process.exit(1));
  }),
};

function isGoodbye(data) {
  return Buffer.isBuffer(data) && data.equals(Buffer.from([0x58, 0, 0, 0, 4]));
}
