import { wrap } from '../report/terminal/wrap.ts';
import type { Flags } from './arguments.ts';

/** The flags with their help beside them, or below them where the terminal is narrow. */
export function flagsHelp(flags: Flags, columns = process.stdout.columns ?? 100): string {
  const rows = Object.entries(flags).map(([name, { type, short, value, help }]) => {
    const argument = value === undefined ? '' : type === 'optional' ? `[=${value}]` : ` ${value}`;
    return { left: `  ${short === undefined ? '    ' : `-${short}, `}--${name}${argument}`, help };
  });
  const widest = Math.max(...rows.map(({ left }) => left.length));
  const beside = columns >= widest + 42;
  const indent = beside ? widest + 2 : 10;
  return rows
    .flatMap(({ left, help }) => {
      const lines = wrap(help, Math.min(columns, 110) - indent).map((line) => ' '.repeat(indent) + line);
      return beside ? [left + lines[0]!.slice(left.length), ...lines.slice(1)] : [left, ...lines];
    })
    .join('\n');
}
