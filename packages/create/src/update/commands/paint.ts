import { styleText } from 'node:util';
import type { Outcome } from '../change.ts';

type Style = Parameters<typeof styleText>[0];
type Output = { isTTY?: boolean };

const OUTCOMES: Readonly<Record<Outcome, Style>> = {
  added: 'green',
  replaced: 'green',
  merged: 'green',
  conflict: 'red',
  beside: 'yellow',
  removed: 'green',
  kept: 'yellow',
  deleted: 'dim',
};

/** A word in the colour of an outcome, where colour is welcome. */
export function paintOutcome(text: string, outcome: Outcome, output: Output): string {
  return wantsColor(output) ? styleText(OUTCOMES[outcome], text, { validateStream: false }) : text;
}

/** A unified diff in the usual colours, where colour is welcome. */
export function paintDiff(diff: string, output: Output): string {
  if (!wantsColor(output)) return diff;
  return diff.replace(/^.+$/gm, (line) => {
    const style = styleOf(line);
    return style === undefined ? line : styleText(style, line, { validateStream: false });
  });
}

function styleOf(line: string): Style | undefined {
  if (/^(?:diff |index |--- |\+\+\+ |old mode|new mode|deleted file|new file)/.test(line)) return 'bold';
  if (line.startsWith('@@')) return 'cyan';
  if (line.startsWith('+')) return 'green';
  return line.startsWith('-') ? 'red' : undefined;
}

/** On a terminal, unless NO_COLOR (no-color.org) or CI is set; FORCE_COLOR decides alone. */
function wantsColor({ isTTY }: Output): boolean {
  const { FORCE_COLOR: force = '', NO_COLOR: no = '', CI: ci = '', TERM: term } = process.env;
  if (force !== '') return force !== '0' && force !== 'false';
  return isTTY === true && no === '' && ci === '' && term !== 'dumb';
}
