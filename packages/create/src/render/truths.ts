import type { Answers } from '../answers.ts';
import type { Manifest } from '../manifest.ts';
import type { PackageSource } from './package-source.ts';

/** The words that a starter may ask about: `database`, each extra, each package manager, and `vendor`. */
export class Truths {
  readonly #all: ReadonlySet<string>;
  readonly #known: ReadonlySet<string>;

  private constructor(all: Iterable<string>, known: Iterable<string>) {
    this.#all = new Set(all);
    this.#known = new Set(known);
  }

  static of({ questions }: Manifest, answers: Answers, packages: PackageSource): Truths {
    const { database, extras, packageManager } = answers;
    return new Truths(
      [
        ...extras,
        ...(database === 'none' ? [] : ['database', database]),
        ...(packageManager === undefined ? [] : [packageManager]),
        ...(packages === 'vendor' ? ['vendor'] : []),
      ],
      ['database', 'vendor', ...questions.database, ...questions.extras, ...(questions.packageManager ?? [])],
    );
  }

  /** A word, or several with `not`, `and` and `or`; `and` binds tighter. Throws an error for an unknown word. */
  holds(condition: string): boolean {
    return condition.split(/\s+or\s+/).some((any) => any.split(/\s+and\s+/).every((word) => this.#one(word)));
  }

  #one(term: string): boolean {
    const [, not, word = ''] = /^(not\s+)?(\S+)$/.exec(term.trim()) ?? [];
    if (!this.#known.has(word))
      throw new Error(`seaworthy:if ${term}: expected one of ${[...this.#known].join(', ')}.`);
    return this.#all.has(word) === (not === undefined);
  }
}
