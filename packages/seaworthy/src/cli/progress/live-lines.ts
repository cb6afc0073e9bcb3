import { painter } from '../../report/terminal/paint.ts';
import type { Standing } from '../progress.ts';

const SPINNER = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';

/** Two lines, none wider than the terminal: how far it is and what has been found, and what is being done now. */
export function liveLines(standing: Standing, columns = 80, color = false, tick = 0): string[] {
  const width = Math.max(20, columns - 1);
  const paint = painter(color);
  const { done, of, ms, verdicts, stage, running } = standing;
  const spin = SPINNER[tick % SPINNER.length]!;
  const seconds = `${(ms / 1000).toFixed(1)} s`;
  const first: [string, string][] = [[spin, paint(spin, 'cyan')]];
  const add = (text: string, painted = text): void => void first.push([text, painted]);
  if (done > 0 || running.length > 0) {
    if (width >= 60) add(bar(done, of));
    add(`${done}/${of}`);
  }
  add(seconds, paint(seconds, 'dim'));
  const counts = [
    [`✓ ${verdicts.pass}`, verdicts.pass, 'green'],
    [`✗ ${verdicts.fail}`, verdicts.fail, 'red'],
    [`? ${verdicts.unclear + verdicts.broken}`, verdicts.unclear + verdicts.broken, 'yellow'],
  ] as const;
  for (const [text, amount, style] of counts) if (amount > 0) add(text, paint(text, style));
  // Whole parts only: half an escape sequence would colour the rest of the terminal.
  let used = 0;
  const fitting = first.filter(([text]) => (used += text.length + 2) - 2 <= width);
  return [
    fitting.map(([, painted]) => painted).join('  '),
    `  ${paint(now(running, stage, width - 2), 'dim')}`,
  ];
}

function bar(done: number, of: number): string {
  const size = 20;
  const full = of === 0 ? 0 : Math.round((done / of) * size);
  return '━'.repeat(full) + '╌'.repeat(size - full);
}

/** As many titles as fit, and how many more there are. */
function now(running: readonly string[], stage: string, width: number): string {
  if (running.length === 0) return cut(stage, width);
  for (let shown = running.length; shown > 1; shown--) {
    const more = running.length > shown ? ` (+${running.length - shown})` : '';
    const line = running.slice(0, shown).join(' · ') + more;
    if (line.length <= width) return line;
  }
  const more = running.length > 1 ? ` (+${running.length - 1})` : '';
  return cut(running[0]!, width - more.length) + more;
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
