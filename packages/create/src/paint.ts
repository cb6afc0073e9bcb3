import { styleText } from 'node:util';

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';
export type Paint = (style: Style, text: string) => string;

/** Colours text where that is welcome: on a terminal, unless NO_COLOR (no-color.org) or CI is set. */
export function painter(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): Paint {
  const { FORCE_COLOR: force, NO_COLOR: no, CI: ci, TERM: term } = env;
  const wanted =
    force !== undefined && force !== ''
      ? force !== '0' && force !== 'false'
      : stream.isTTY === true && (no ?? '') === '' && (ci ?? '') === '' && term !== 'dumb';
  return (style, text) => (wanted ? styleText(style, text, { validateStream: false }) : text);
}
