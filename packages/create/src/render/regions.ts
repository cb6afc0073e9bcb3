import type { Truths } from './truths.ts';

const MARKER =
  /^[ \t]*(?:\/\/|#|--|;|%|<!--|\/\*|\{#)[ \t]*seaworthy:(?:if[ \t]+(?<condition>[^\n]*?)|end)[ \t]*(?:-->|\*\/|#\})?[ \t]*$/;

/**
 * A text without its marker lines, and without the regions whose condition does not hold. Where a line went, two
 * blank ones that now meet become one, and none stays at either end. Throws an error for a marker without its partner.
 */
export function withRegions(text: string, truths: Truths, path: string): string {
  if (!text.includes('seaworthy:')) return text;
  const kept: string[] = [];
  const open: { line: number; wanted: boolean }[] = [];
  /** Whether lines went right before the one looked at. */
  let gap = false;
  for (const [index, line] of text.split('\n').entries()) {
    const marker = MARKER.exec(line);
    if (marker !== null) {
      gap = true;
      const condition = marker.groups?.['condition'];
      const outer = open.at(-1)?.wanted ?? true;
      if (condition !== undefined) open.push({ line: index + 1, wanted: truths.holds(condition) && outer });
      else if (open.pop() === undefined)
        throw new Error(`${path}:${index + 1}: seaworthy:end without its seaworthy:if.`);
      continue;
    }
    if (!(open.at(-1)?.wanted ?? true)) continue;
    const blank = line.trim() === '';
    // The empty text after the last line's end is no blank line.
    const atEnd = index === text.split('\n').length - 1;
    if (gap && blank && !atEnd && (kept.at(-1)?.trim() ?? '') === '') continue;
    if (gap && atEnd) while (kept.at(-1)?.trim() === '') kept.pop();
    gap &&= blank;
    kept.push(line);
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined)
    throw new Error(`${path}:${unclosed.line}: seaworthy:if without its seaworthy:end.`);
  return kept.join('\n');
}
