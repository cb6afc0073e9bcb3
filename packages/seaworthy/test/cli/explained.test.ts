import { expect, it } from 'vitest';
import { explained } from '../../src/cli/explained.ts';
import { BootFailure } from '../../src/lab/boot-failure.ts';

it('the last words of a service that did not start steer no terminal', () => {
  const lines = [
    { at: 0, moment: 0, stream: 'stderr', text: 'dying \u001b[2J\u001b]0;owned\u0007\u009b2J' },
  ] as const;
  expect(explained(new BootFailure('exited', 'It exited with 1.', lines))).toBe(
    'seaworthy: It exited with 1.\n  dying ',
  );
});
