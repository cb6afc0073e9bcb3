import { connect } from 'node:net';
import { answerIn } from './answer-in.mjs';

const HOST = '127.0.0.1';

/** A connection to `port` for one request after the other; `undefined` when it was refused. */
export function open(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: HOST, noDelay: true });
    let received = '';
    let ended = false;
    let wake;
    const end = () => {
      ended = true;
      wake?.();
    };
    const connection = {
      get ended() {
        return ended;
      },
      /** Writes a request and reads its answer: `{ sent, answer? }`. `sent` says that every byte was taken. */
      async ask(path) {
        received = '';
        let sent = false;
        socket.write(`GET ${path} HTTP/1.1\r\nHost: ${HOST}:${port}\r\n\r\n`, (error) => (sent = !error));
        for (;;) {
          const answer = answerIn(received);
          if (answer !== undefined || ended) return { sent, answer };
          await new Promise((resume) => (wake = resume));
        }
      },
      destroy: () => socket.destroy(),
    };
    socket.setEncoding('latin1');
    socket
      .on('connect', () => resolve(connection))
      .on('data', (text) => {
        received += text;
        wake?.();
      })
      .on('end', end)
      .on('close', end)
      .on('error', () => {
        end();
        resolve(undefined);
      });
  });
}
