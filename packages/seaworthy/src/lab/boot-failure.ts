import type { RawLine } from './log-book.ts';

export type BootFailureKind =
  'not-found' | 'exited' | 'no-listener' | 'no-answer' | 'https' | 'dependency' | 'platform';

const SHOWN = 20;

/** The service could not be brought to answer HTTP: one sentence that says what happened, and its last 20 log lines. */
export class BootFailure extends Error {
  override readonly name = 'BootFailure';
  readonly kind: BootFailureKind;
  readonly sentence: string;
  readonly lines: readonly string[];

  constructor(kind: BootFailureKind, sentence: string, lines: readonly RawLine[] = []) {
    const last = lines.slice(-SHOWN).map(({ text }) => text);
    super([sentence, ...last.map((line) => `  ${line}`)].join('\n'));
    this.kind = kind;
    this.sentence = sentence;
    this.lines = last;
  }
}
