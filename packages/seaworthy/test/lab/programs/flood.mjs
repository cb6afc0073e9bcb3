/* oxlint-disable no-console -- what it prints is what the tests read */
// Writes as much as it can, and answers all the same.
import { createServer } from 'node:http';

const lines = 'a line of the flood\n'.repeat(2000);
const pour = () => process.stdout.write(lines, pour);
createServer((_request, response) => response.end('ok')).listen(process.env.PORT, () => {
  process.stdout.write('the first line\n');
  pour();
});
process.on('SIGTERM', () => console.log('ignored'));
