import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withName } from '../render/name.ts';
import type { RenderedFile, RenderedProject } from '../render.ts';

/** The project's new name, which its owner gave it after it was created. */
export interface Rename {
  /** A template's file with the new name in it. */
  file: (file: RenderedFile) => RenderedFile;
  /** A text with the new name in the old one's place. */
  text: (content: Buffer) => Buffer;
  /** Whether a text speaks of the new name and never of the old one. */
  bears: (content: Buffer) => boolean;
}

/** `rendered` is the template as it is with the new name. */
export function rename(from: string, to: string, rendered: RenderedProject): Rename {
  const byPath = new Map(rendered.map((file) => [file.path, file]));
  const text = (content: Buffer): Buffer =>
    Buffer.from(withName(content.toString('latin1'), from, to), 'latin1');
  return {
    file: (file) => {
      const other = byPath.get(file.path) ?? byPath.get(withName(file.path, from, to));
      return other === undefined ? file : { ...other, path: file.path };
    },
    text,
    bears: (content) => text(content).equals(content) && content.includes(to),
  };
}

const NAMES: readonly (readonly [file: string, name: RegExp])[] = [
  ['package.json', /"name"\s*:\s*"(?:@[^/"]+\/)?([^"]+)"/],
  ['pyproject.toml', /^name\s*=\s*"([^"]+)"/m],
  ['go.mod', /^module\s+(?:\S*\/)?(\S+)/m],
];

/** The name that the project bears now, as its own manifest says; `undefined` where none is found. */
export function presentName(folder: string): string | undefined {
  for (const [file, pattern] of NAMES) {
    const place = join(folder, file);
    const name = existsSync(place) ? pattern.exec(readFileSync(place, 'utf8'))?.[1] : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}
