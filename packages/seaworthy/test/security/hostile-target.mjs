// A process that names everything so that it steers who reads it, and says secrets where it can.
import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';

const EVIL = '\u001b[2J\u001b]0;owned\u0007<script>alert(1)</script>';
const bus = new EventEmitter().setMaxListeners(0);
class Evil extends Error {}
Object.defineProperty(Evil, 'name', { value: EVIL });

setInterval(() => bus.on(EVIL, () => {}), 20);
process.on('unhandledRejection', () => {});
setInterval(() => void Promise.reject(new Evil('hush-in-a-message')), 50);
globalThis.vault = { password: 'hush-in-the-heap', holds: (secret = 'hush-in-a-closure') => secret };

const server = createServer((_request, response) => response.end('ok'));
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on ${server.address().port}\n`);
  process.title = `node ${EVIL} --password=hush-in-a-flag`;
});
