import { git, GitMissing } from '../git.ts';
import type { BaseSource } from './sources.ts';

/** The project's own git: it has every content that was ever committed, and works offline. */
export function gitObjects(folder: string): BaseSource {
  return async (wanted) => {
    const paths = [...wanted];
    try {
      const ids = paths.map(([, id]) => `${id}\n`).join('');
      const { code, stdout } = await git(folder, ['cat-file', '--batch'], ids);
      if (code !== 0) return new Map();
      const blobs = parsed(stdout);
      return new Map(paths.flatMap(([path], at) => (blobs[at] === undefined ? [] : [[path, blobs[at]]])));
    } catch (error) {
      if (error instanceof GitMissing) return new Map();
      throw error;
    }
  };
}

/** `<id> <type> <size>\n<content>\n` for each that is there, a line for each that is not. */
function parsed(output: Buffer): (Buffer | undefined)[] {
  const blobs: (Buffer | undefined)[] = [];
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(10, at);
    const size = / blob (\d+)$/.exec(output.toString('latin1', at, end))?.[1];
    at = end + 1;
    if (size === undefined) blobs.push(undefined);
    else {
      blobs.push(output.subarray(at, at + Number(size)));
      at += Number(size) + 1;
    }
  }
  return blobs;
}
