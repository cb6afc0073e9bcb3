// What test/development/embedded-postgres.test.ts asks of a process: hold a database, stop it on SIGUSR2.
import { embeddedPostgres } from '../../dist/development/embedded-postgres.js';

const [directory] = process.argv.slice(2);
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

process.on('SIGINT', () => say({ interrupted: true }));
try {
  const database = await embeddedPostgres(directory === 'ephemeral' ? { ephemeral: true } : { directory });
  process.on('SIGUSR2', () => void database.stop().then(() => process.exit(0)));
  setInterval(() => {}, 1000);
  say({ url: database.url });
} catch (error) {
  say({ error: error.message });
  process.exitCode = 1;
}
