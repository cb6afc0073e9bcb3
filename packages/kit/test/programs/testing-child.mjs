import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

const server = createServer((_request, response) => response.end()).listen(
  Number(process.env.PORT ?? 0),
  '127.0.0.1',
  () => {
    if (process.env.GRANDCHILD) {
      const grandchild = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      console.log(`grandchild ${grandchild.pid}`);
    }
    console.log(
      `ready on ${server.address().port} with ${process.argv.slice(2)} ${process.execArgv} ${process.env.COLOUR}`,
    );
  },
);
process.on('SIGTERM', () => {
  console.error('stopping');
  setTimeout(() => process.exit(7), 50);
});
