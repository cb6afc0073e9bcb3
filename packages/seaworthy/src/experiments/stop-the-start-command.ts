import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';

const LONGEST = 15_000;

/** SIGTERM to the started command alone, as platforms send it: what does not reach the server does not stop it. */
export default experiment({
  id: 'stop-the-start-command',
  title: 'sends SIGTERM to the start command alone',
  subject: 'fresh',
  needs: ['start', 'signals'],
  deadline: 45_000,

  async run(lab) {
    const [command = 0] = lab.facts().tree;
    const isService = command === lab.pid();
    if (isService) return { isService, command: lab.command(), exit: null, left: 0 };
    lab.signal('SIGTERM', 'command');
    const exit = await lab.exit(LONGEST);
    const answer: Exchange | undefined =
      exit === null ? await lab.request({ path: lab.profile.live ?? '/', timeout: 2000 }) : undefined;
    const { tree } = lab.facts();
    return {
      isService,
      command: lab.command(),
      exit,
      /** Whether the command itself is gone, how many processes are not, and whether they still answer. */
      commandGone: !tree.includes(command),
      left: tree.length,
      ...(answer !== undefined && { answer }),
    };
  },
});
