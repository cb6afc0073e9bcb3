import type { Paint } from '../../paint.ts';

/** A unified diff in the usual colours. */
export function paintDiff(diff: string, paint: Paint): string {
  return diff.replace(/^.+$/gm, (line) => {
    const style = styleOf(line);
    return style === undefined ? line : paint(style, line);
  });
}

function styleOf(line: string): Parameters<Paint>[0] | undefined {
  if (/^(?:diff |index |--- |\+\+\+ |old mode|new mode|deleted file|new file)/.test(line)) return 'bold';
  if (line.startsWith('@@')) return 'cyan';
  if (line.startsWith('+')) return 'green';
  return line.startsWith('-') ? 'red' : undefined;
}
