// The lines bring their titles, and assert.
/* oxlint-disable vitest/valid-title, vitest/expect-expect */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { excuseFor } from './harness/excuse.ts';
import { prepare } from './harness/prepare.ts';
import { starterNamed } from './harness/starters.ts';
import { observe, subjectOf, type Subject } from './harness/subject.ts';
import { missingTool } from './harness/toolchain.ts';
import { sections } from './sections/index.ts';

const starter = starterNamed(process.env['SEAWORTHY_STARTER'] ?? '');
const missing = missingTool(starter);
if (missing !== undefined && process.env['CI']) throw new Error(missing);

describe.skipIf(missing !== undefined)(missing ?? starter.framework, () => {
  let subject: Subject | undefined;
  beforeAll(async () => {
    prepare(starter);
    subject = await subjectOf(starter);
    observe(subject);
  });
  afterAll(() => subject?.[Symbol.asyncDispose]());

  for (const [section, lines] of Object.entries(sections)) {
    describe(section, () => {
      for (const { title, seenBy, ask } of lines) {
        it(title, async ({ skip }) => {
          await ask(subject!).catch((error: unknown) => {
            const excuse = excuseFor(starter, seenBy);
            if (excuse === undefined) throw error;
            skip(excuse);
          });
        });
      }
    });
  }
});
