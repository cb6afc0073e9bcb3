import type { Framework } from '../engine/rule.ts';
import { go } from './recognise/go.ts';
import { java } from './recognise/java.ts';
import { node } from './recognise/node.ts';
import { python } from './recognise/python.ts';

/** What a folder looks like. Only guesses: `assumed` says them aloud. */
export interface Recognised {
  /** Starts the service; absent when the framework is clear but the way to start it is not. */
  command?: string[];
  framework?: Framework;
  /** Sentences. */
  assumed: string[];
}

/** The service in `folder` by its package.json, Python, Go or Java files; `undefined` when there is none of them. */
export function recognise(folder: string): Recognised | undefined {
  for (const look of [node, python, go, java]) {
    const found = look(folder);
    if (found !== undefined) return found;
  }
  return undefined;
}
