import { valueAt } from './value-at.ts';

/**
 * Whether a message repeats something that was submitted: any string or number of the value it is about, and those of
 * 4 characters or more from the rest of the part. Below 8 characters it counts as a word of its own only, or every
 * message with an "a" in it would. Letter case, surrounding spaces and JSON escapes do not hide it.
 */
export class Echoes {
  readonly #input: unknown;
  #everywhere: readonly string[] | undefined;
  #read = false;

  constructor(input: unknown) {
    this.#input = input;
  }

  has(message: string, path: readonly PropertyKey[]): boolean {
    const everywhere = this.#texts();
    const about = path.length === 0 ? everywhere : textsIn(valueAt(this.#input, path));
    // too much to compare: better our own sentence than a slow answer or a leak
    if (everywhere === undefined || about === undefined) return true;
    const haystack = message.toLowerCase();
    return (
      everywhere.some((text) => text.length >= TELLING && repeats(haystack, text)) ||
      about.some((text) => text.length < TELLING && repeats(haystack, text))
    );
  }

  #texts(): readonly string[] | undefined {
    if (!this.#read) this.#everywhere = textsIn(this.#input);
    this.#read = true;
    return this.#everywhere;
  }
}

/** Fewer characters than this match by chance in a message about another value. */
const TELLING = 4;
/** Fewer characters than this match by chance inside of a word. */
const LONG = 8;
/** A message that shows as many first characters of a long value has shown it. */
const ENOUGH = 32;
/** More values than this are not compared. */
const MOST = 1000;
/** What JSON does not hold as it is (RFC 8259, 7; ECMA-262, QuoteJSONString). */
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** Strings and numbers in a value, lower case, as they are and as JSON would escape them. */
function textsIn(input: unknown): readonly string[] | undefined {
  const texts: string[] = [];
  const open = [input];
  for (let seen = 0; seen < open.length; seen++) {
    const value = open[seen];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
      add(String(value), texts);
    else if (typeof value === 'object' && value !== null) {
      for (const key in value) {
        if (open.length === MOST) return undefined;
        open.push((value as Record<string, unknown>)[key]);
      }
    }
  }
  return texts;
}

function add(value: string, texts: string[]): void {
  const text = value.trimStart().slice(0, ENOUGH).trimEnd().toLowerCase();
  if (text === '') return;
  texts.push(text);
  if (ESCAPED.test(text)) texts.push(JSON.stringify(text).slice(1, -1));
}

function repeats(haystack: string, word: string): boolean {
  if (word.length >= LONG) return haystack.includes(word);
  for (let at = haystack.indexOf(word); at !== -1; at = haystack.indexOf(word, at + 1)) {
    const around = (haystack[at - 1] ?? ' ') + (haystack[at + word.length] ?? ' ');
    if (!/[\p{L}\p{N}]/u.test(around)) return true;
  }
  return false;
}
