import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

const say = (text) => process.stdout.write(`${text}\n`);
const server = createServer((_request, response) => response.end());
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  if (process.env.GRANDCHILD) {
    const grandchild = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
    say(`grandchild ${grandchild.pid}`);
  }
  const { argv, execArgv, env } = process;
  say(`ready on ${server.address().port} with ${argv.slice(2)} ${execArgv} ${env.COLOUR}`);
});
process.on('SIGTERM', () => {
  process.stderr.write('stopping\n');
  setTimeout(() => process.exit(7), 50);
});
