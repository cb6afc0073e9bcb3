import type { Flags } from './arguments.ts';

/** The flags as a table, wrapped to the width of the terminal. */
export function flagsHelp(flags: Flags, columns = process.stdout.columns ?? 100): string {
  const rows = Object.entries(flags).map(([name, { type, short, value, help }]) => {
    const argument = value === undefined ? '' : type === 'optional' ? `[=${value}]` : ` ${value}`;
    return { left: `${short === undefined ? '    ' : `-${short}, `}--${name}${argument}`, help };
  });
  const indent = Math.min(34, Math.max(...rows.map(({ left }) => left.length)) + 4);
  const width = Math.max(24, Math.min(columns, 110) - indent);
  return rows
    .map(({ left, help }) => {
      const [first = '', ...more] = wrapped(help, width);
      const start = `  ${left}`;
      const head = start.length + 2 > indent ? `${start}\n${' '.repeat(indent)}` : start.padEnd(indent);
      return [head + first, ...more.map((line) => ' '.repeat(indent) + line)].join('\n');
    })
    .join('\n');
}

/** Lines of at most `width` characters, broken at spaces. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
