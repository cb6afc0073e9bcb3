/* oxlint-disable no-console -- what it prints is what the tests read */
// A checker to be killed: starts services, says so, and carries on until it is ended from outside.
import { processLabs } from '../../../dist/lab/process-labs.js';

const [, , service, how = 'wait'] = process.argv;
console.log('begins');
const labs = await processLabs({
  command: ['sh', '-c', `node ${service}; true`],
  cwd: '/',
  env: {},
  dependencies: {},
});
const shared = await labs.shared('one');
await shared.request({ path: '/fork' });
console.log(JSON.stringify({ pid: shared.pid(), port: Number(shared.origin.port) }));
if (how === 'exit') process.exit(4);
if (how === 'throw') setTimeout(() => Promise.reject(new Error('the checker has a bug')), 10);
for (;;) {
  const lab = await labs.fresh('two');
  await lab.close();
}
