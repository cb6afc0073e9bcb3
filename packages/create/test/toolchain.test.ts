import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toolchain, toolchainText } from '../src/toolchain.ts';
import { Place } from './place.ts';

const install = 'Install it.';

function command(place: Place, name: string, script: string): string {
  writeFileSync(place.at(name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return place.at(name);
}

describe('a tool', () => {
  it('is found by any of its commands, with what it says its version is', async () => {
    using place = new Place();
    const anyOf = [
      { command: place.at('absent'), args: [] },
      { command: command(place, 'java', 'echo openjdk 21.0.4 2024-07-16 >&2'), args: ['--version'] },
    ];
    const [found] = await toolchain({ toolchain: [{ anyOf, atLeast: '21', install }] });
    expect(found).toMatchObject({ found: true, version: '21.0.4' });
  });

  it('is not found when there is no such command, or an older one', async () => {
    using place = new Place();
    const old = command(place, 'go', 'echo go version go1.9.2 linux');
    const found = await toolchain({
      toolchain: [
        { anyOf: [{ command: 'no-such-command', args: [] }], install },
        { anyOf: [{ command: old, args: [] }], atLeast: '1.22', install },
      ],
    });
    expect(found.map((one) => one.found)).toEqual([false, false]);
    expect(toolchainText(found)).toBe(`no-such-command not found, ${old} 1.9.2 is older than 1.22`);
  });

  it('that says nothing is waited for 2 s, and is there', async () => {
    using place = new Place();
    const slow = command(place, 'slow', 'exec sleep 30');
    const since = performance.now();
    const [found] = await toolchain({
      toolchain: [{ anyOf: [{ command: slow, args: [] }], atLeast: '1', install }],
    });
    expect(found).toMatchObject({ found: true });
    expect(performance.now() - since).toBeLessThan(10_000);
  });
});
