import { obeys } from './obeys.ts';

/**
 * A string that matches a regular expression, for the patterns that schemas really use: literals, classes, groups,
 * alternatives and quantifiers. `undefined` when it is not one of those, or no string of the wanted length was found.
 */
export function matching(pattern: string, minLength = 0, maxLength = Infinity): string | undefined {
  if (pattern.length > LONGEST_PATTERN) return undefined;
  // More repetitions where a quantifier allows them, until the length is reached.
  for (const generosity of [0, 1, 2, 4, 8, 12, 16, 32, 64]) {
    try {
      const made = new Generator(pattern, generosity).all();
      if (made.length >= minLength && made.length <= maxLength && obeys(made, pattern)) return made;
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** In characters; longer ones are made to take for ever, and so is what would match with more. */
const LONGEST_PATTERN = 1_000;
const LONGEST_MATCH = 10_000;

/** Candidates for a class, in the order of preference. */
const ALPHABET =
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_ .@+/:,;!#$%&*=?^~()[]{}|<>"\'\\`';

class Generator {
  readonly #pattern: string;
  readonly #generosity: number;
  #at = 0;

  constructor(pattern: string, generosity: number) {
    this.#pattern = pattern;
    this.#generosity = generosity;
  }

  all(): string {
    const made = this.#alternatives();
    if (this.#at < this.#pattern.length) throw new Error('unbalanced');
    return made;
  }

  /** The first alternative; the others are only read. */
  #alternatives(): string {
    const first = this.#sequence();
    while (this.#take('|')) this.#sequence();
    return first;
  }

  #sequence(): string {
    let made = '';
    while (this.#at < this.#pattern.length && !'|)'.includes(this.#pattern[this.#at]!)) {
      const start = this.#at;
      const atom = this.#atom();
      const times = this.#times(this.#pattern.slice(start, this.#at));
      if (made.length + atom.length * times > LONGEST_MATCH) throw new Error('too long');
      made += atom.repeat(times);
    }
    return made;
  }

  #atom(): string {
    const char = this.#pattern[this.#at++]!;
    if (char === '^' || char === '$') return '';
    if (char === '(') return this.#group();
    if (char === '[') return this.#class();
    if (char === '\\') return this.#escape();
    return char === '.' ? 'a' : char;
  }

  #group(): string {
    if (this.#take('?')) {
      if (this.#take('<')) {
        if ('=!'.includes(this.#pattern[this.#at]!)) throw new Error('look-behind');
        this.#at = this.#pattern.indexOf('>', this.#at) + 1;
      } else if (!this.#take(':')) {
        // A look-ahead: read over it and let the final test decide.
        this.#at++;
        this.#alternatives();
        this.#close();
        return '';
      }
    }
    const made = this.#alternatives();
    this.#close();
    return made;
  }

  #close(): void {
    if (!this.#take(')')) throw new Error('unbalanced');
  }

  #class(): string {
    const start = this.#at - 1;
    for (let first = true; this.#at < this.#pattern.length; first = false) {
      const char = this.#pattern[this.#at++];
      if (char === '\\') this.#at++;
      else if (char === ']' && !first) return one(this.#pattern.slice(start, this.#at));
    }
    throw new Error('unbalanced');
  }

  #escape(): string {
    const char = this.#pattern[this.#at++]!;
    if (char === 'b') return '';
    if (char === 'p' || char === 'P') {
      const end = this.#pattern.indexOf('}', this.#at) + 1;
      const escape = this.#pattern.slice(this.#at - 2, end);
      this.#at = end;
      return one(escape);
    }
    return /[dwsDWS]/.test(char) ? one(`\\${char}`) : char;
  }

  /** How often the atom that was just read comes. */
  #times(atom: string): number {
    const [whole, min, comma, max] =
      /^(?:\{(\d+)(,?)(\d*)\}|[*+?])/.exec(this.#pattern.slice(this.#at)) ?? [];
    if (whole === undefined) return atom === '^' || atom === '$' ? 0 : 1;
    this.#at += whole.length;
    this.#take('?');
    if (min === undefined) {
      const least = whole === '+' ? 1 : 0;
      return whole === '?' ? Math.min(1, this.#generosity) : Math.max(least, this.#generosity);
    }
    const most = comma === '' ? Number(min) : max === '' ? Infinity : Number(max);
    return Math.min(most, Math.max(Number(min), this.#generosity));
  }

  #take(char: string): boolean {
    if (this.#pattern[this.#at] !== char) return false;
    this.#at++;
    return true;
  }
}

function one(set: string): string {
  const expression = new RegExp(`^${set}$`, 'u');
  const char = [...ALPHABET].find((candidate) => expression.test(candidate));
  if (char === undefined) throw new Error(`nothing in ${set}`);
  return char;
}
