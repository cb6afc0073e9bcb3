/** The program of `second.ts`: its input ends with whom it stands by, however that one dies. */
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cdp } from './cdp.ts';
import { closeWhenAlone } from './close-when-alone.ts';
import { inspectorOf } from './inspector.ts';

const PATIENCE = 5_000;

const pid = Number(process.argv[2]);
if ((await text(process.stdin)) !== 'relieved') await closeInspector();

/** The signal may still be on its way to the process. */
async function closeInspector(): Promise<void> {
  const until = performance.now() + PATIENCE;
  while (performance.now() < until) {
    const inspector = await inspectorOf(pid);
    if (inspector !== undefined) {
      const cdp = await Cdp.connect(inspector.url);
      await cdp.call('Runtime.evaluate', { expression: `(${closeWhenAlone})()` }, PATIENCE);
      return await cdp.close();
    }
    await sleep(50);
  }
}
