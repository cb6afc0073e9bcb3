import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const KIT = fileURLToPath(new URL('..', import.meta.url));
const FRAMES = 20;

/** Remembers the line that called the function `below`. Formatting, the expensive part, waits for `siteOf`. */
export function markSite(below: (...args: never[]) => unknown): { stack?: string } {
  const mark: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  Error.captureStackTrace(mark, below);
  Error.stackTraceLimit = limit;
  return mark;
}

/**
 * The first line of a stack that belongs to the application, as `file:line`; a dependency's line when there is none
 * of the application; `undefined` when there is neither.
 */
export function siteOf(stack: string | undefined): string | undefined {
  let dependency: string | undefined;
  for (const line of stack?.split('\n') ?? []) {
    const frame = FRAME.exec(line);
    if (frame === null) continue;
    const file = pathOf(frame[1] ?? frame[3]!);
    if (!isAbsolute(file) || file.startsWith(KIT)) continue;
    const site = `${shorten(file)}:${frame[2] ?? frame[4]}`;
    if (!/[\\/]node_modules[\\/]/.test(file)) return site;
    dependency ??= site;
  }
  return dependency;
}

/** `at name (file:line:column)` or `at file:line:column`, as V8 writes them. */
const FRAME = /^\s+at (?:[^(]*\((.+):(\d+):\d+\)|(?:async )?(.+):(\d+):\d+)$/;

function pathOf(file: string): string {
  return file.startsWith('file://') ? fileURLToPath(file) : file;
}

function shorten(file: string): string {
  const short = relative(process.cwd(), file);
  return short.startsWith('..') ? file : short;
}
