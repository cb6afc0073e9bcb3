/** One line of output, with its moment of arrival on `performance.now()`. */
export interface RawLine {
  stream: 'stdout' | 'stderr';
  moment: number;
  text: string;
}

const FIRST = 2000;
const LAST = 20_000;
const MOST_LINE = 64 * 1024;
/** Characters kept of the first and of the last lines: few lines may be long ones. */
const MOST_TEXT = 16 * 1024 * 1024;

/**
 * Everything a process writes, cut into lines whatever the chunks. Of a flood it keeps the first 2,000 and the last
 * 20,000 lines, 16 Mi characters of each, and of a line its first 64 Ki.
 */
export class LogBook {
  readonly #first: RawLine[] = [];
  #firstSize = 0;
  #last: RawLine[] = [];
  #lastSize = 0;
  readonly #readers = new Set<(line: RawLine) => void>();
  readonly #open = { stdout: '', stderr: '' };

  /** Text as it arrives. */
  add(stream: RawLine['stream'], text: string): void {
    const [begun = '', ...lines] = text.split('\n');
    this.#open[stream] = (this.#open[stream] + begun).slice(0, MOST_LINE);
    for (const line of lines) {
      this.#write(stream, this.#open[stream]);
      this.#open[stream] = line.slice(0, MOST_LINE);
    }
  }

  /** The stream has ended: a last line without an end is a line too. */
  end(stream: RawLine['stream']): void {
    this.#write(stream, this.#open[stream]);
    this.#open[stream] = '';
  }

  /** Complete lines that arrived at or after a moment. */
  since(moment: number): RawLine[] {
    return [...this.#first, ...this.#last].filter((line) => line.moment >= moment);
  }

  /** Calls for every line from now on; gives the way to stop. */
  read(reader: (line: RawLine) => void): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  #write(stream: RawLine['stream'], text: string): void {
    const clean = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (clean === '') return;
    const line = { stream, moment: performance.now(), text: clean };
    if (this.#first.length < FIRST && this.#firstSize < MOST_TEXT) {
      this.#first.push(line);
      this.#firstSize += clean.length;
    } else {
      this.#last.push(line);
      this.#lastSize += clean.length;
      if (this.#last.length > 2 * LAST || this.#lastSize > 2 * MOST_TEXT) this.#shorten();
    }
    for (const reader of this.#readers) reader(line);
  }

  #shorten(): void {
    let size = 0;
    let from = this.#last.length;
    while (from > 0 && this.#last.length - from < LAST && size < MOST_TEXT) {
      from -= 1;
      size += this.#last[from]?.text.length ?? 0;
    }
    this.#last = this.#last.slice(from);
    this.#lastSize = size;
  }
}
