import { experiment } from '../engine/experiment.ts';

/** Platforms kill after 30 s: what is not over by then has no deadline of its own. */
const LONGEST = 28_000;

/** SIGTERM while a client never sends the rest of its request. */
export default experiment({
  id: 'stop-with-a-stuck-request',
  title: 'sends SIGTERM while a client never finishes its request',
  subject: 'fresh',
  needs: ['start', 'signals', 'write'],
  deadline: 60_000,

  async run(lab) {
    const held = await lab.hold({ timeout: 60_000 });
    lab.control('the service says `100 Continue` and waits for the body of a request', held.acknowledged);
    const signalledAt = lab.now();
    lab.signal('SIGTERM');
    const exit = await lab.exit(LONGEST);
    const logs = lab.logs().filter(({ at }) => at >= signalledAt);
    const request = await held.finish();
    return { signalledAt, waited: LONGEST, exit, logs, request };
  },
});
