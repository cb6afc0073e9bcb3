import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';

// A service whose heap holds as many MB of records as it is told. Upon SIGUSR2 it says how late its timers were, in ms.
const records = [];
const wanted = Number(process.env.HEAP_MB) * 1e6;
while (process.memoryUsage().heapUsed < wanted)
  for (let at = 0; at < 1_000; at++)
    records.push({ id: records.length, name: `user ${at}`, roles: ['a', 'b'] });

const delay = monitorEventLoopDelay({ resolution: 1 });
const server = createServer((request, response) => response.end(records[at++ % records.length].name));
let at = 0;
server.listen(0, '127.0.0.1', () => {
  delay.enable();
  process.stdout.write(`listening on ${server.address().port}\n`);
});
process.on('SIGUSR2', () => {
  process.stdout.write(`late ${delay.max / 1e6}\n`);
  delay.reset();
});
process.on('SIGTERM', () => process.exit());
