import { experiment } from '../engine/experiment.ts';

/** Ctrl-C in a terminal, and what some supervisors send: a stop like any other. */
export default experiment({
  id: 'stop-by-sigint',
  title: 'sends SIGINT',
  subject: 'fresh',
  needs: ['start', 'signals'],
  deadline: 45_000,

  async run(lab) {
    const before = lab.alive();
    lab.control('the service runs', before);
    lab.signal('SIGINT');
    return { exit: await lab.exit(30_000) };
  },
});
