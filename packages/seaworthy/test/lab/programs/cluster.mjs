/* oxlint-disable no-console -- what it prints is what the tests read */
// Two workers behind one primary; the primary ends them on SIGTERM.
import cluster from 'node:cluster';
import { createServer } from 'node:http';

if (cluster.isPrimary) {
  cluster.fork();
  cluster.fork();
  process.on('SIGTERM', () => {
    console.log(`primary ${process.pid} has SIGTERM`);
    process.exit(0);
  });
} else {
  createServer((_request, response) => response.end(`worker ${process.pid}`)).listen(process.env.PORT);
}
