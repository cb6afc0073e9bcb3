import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './docs/documents.mjs';
import { published } from './packages/published.mjs';

it('every api.md is what its package declares', () => {
  const words = [join(root, 'scripts', 'api.mjs'), '--check'];
  const { stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  expect(stderr).toBe('');
});

describe.each(published)('the api.md of $manifest.name', ({ folder, manifest }) => {
  const text = readFileSync(join(root, folder, 'api.md'), 'utf8');
  const entries = Object.entries(manifest.exports as Record<string, { default?: string }>).flatMap(
    ([entry, target]) => (target.default === undefined ? [] : [[entry, target.default] as const]),
  );

  it.each(entries)('names what %s has when it runs', async (entry, file) => {
    const loaded = Object.keys(await import(join(root, folder, file)));
    const own = section(text, manifest.name + entry.slice(1));
    const [, whole] = /^- everything of `(.+)`$/m.exec(own) ?? [];
    const listed = whole === undefined ? own : own + section(text, whole);
    expect(loaded).not.toEqual([]);
    expect(loaded.filter((name) => !listed.includes(`- \`${name}\`\n`))).toEqual([]);
  });

  it('shows a declaration of every name that an entry point exports', () => {
    const [entryPoints, declarations] = text.split('\n## Declarations\n');
    const names = Array.from(entryPoints!.matchAll(/^- `([\w$]+)`$/gm), ([, name]) => name!);
    const declared = new Set(
      Array.from(
        declarations!.matchAll(/^export (?:declare )?(?:const|class|function|interface|type) ([\w$]+)/gm),
        ([, name]) => name,
      ),
    );
    expect(names.filter((name) => !declared.has(name))).toEqual([]);
  });
});

function section(text: string, entry: string): string {
  return text.split(`\n### \`${entry}\`\n`)[1]!.split('\n#')[0]!;
}
