const STYLES = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
} as const;

export type Style = keyof typeof STYLES;
export type Paint = (text: string, ...styles: Style[]) => string;

/** Colours text by ANSI escapes, or leaves it as it is. */
export function painter(color: boolean): Paint {
  return (text, ...styles) =>
    color && styles.length > 0 && text !== ''
      ? `\u001b[${styles.map((style) => STYLES[style]).join(';')}m${text}\u001b[0m`
      : text;
}

/** Whether colour is welcome: on a terminal, unless NO_COLOR (no-color.org) or CI is set; FORCE_COLOR decides alone. */
export function wantsColor(
  stream: { isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, CI: ci, TERM: term } = env;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return stream.isTTY === true && (no ?? '') === '' && (ci ?? '') === '' && term !== 'dumb';
}
