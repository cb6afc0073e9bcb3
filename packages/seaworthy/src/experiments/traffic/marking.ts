import { randomUUID } from 'node:crypto';
import type { Exchange } from '../../engine/evidence.ts';
import type { Lab, RequestSpec } from '../../lab/lab.ts';
import type { Marked } from '../../log-lines/about.ts';
import { succeeded } from '../answer.ts';
import { prefixOf } from '../ask-for-unknown-paths.ts';

type Change = Partial<RequestSpec>;

/** Sends requests that can be found in a log: each has a mark that nobody else has. */
export class Marking {
  readonly #lab: Lab;
  #readTakesQuery = true;
  #writeTakesQuery = true;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** Learns whether the known requests still work with one more query parameter. */
  async calibrate(): Promise<void> {
    const { read, write } = this.#lab.profile;
    if (read !== undefined) this.#readTakesQuery = succeeded((await this.read('calibration')).exchange);
    if (write !== undefined) this.#writeTakesQuery = succeeded((await this.write('calibration')).exchange);
  }

  read(kind: string, change: Change = {}): Promise<Marked> {
    const { path } = this.#lab.profile.read!;
    return this.#send(kind, change, (mark, headers) =>
      this.#lab.read({ ...(this.#readTakesQuery && { path: withQuery(path, mark) }), ...change, headers }),
    );
  }

  write(kind: string, change: Change = {}): Promise<Marked> {
    return this.#send(kind, change, (mark, headers) =>
      this.#lab.write({ ...this.writePath(mark), ...change, headers }),
    );
  }

  /** A path that nobody has. */
  unknown(kind: string, change: Change = {}): Promise<Marked> {
    const { read } = this.#lab.profile;
    return this.#send(kind, change, (mark, headers) =>
      this.#lab.request({
        path: `${prefixOf(this.#lab.profile)}/sw-${mark}`,
        ...change,
        headers: { ...read?.headers, Accept: 'application/json', ...headers },
      }),
    );
  }

  /** What to change of the known write for this mark. */
  writePath(mark: string): Change {
    return this.#writeTakesQuery ? { path: withQuery(this.#lab.profile.write!.path, mark) } : {};
  }

  async #send(
    kind: string,
    { headers }: Change,
    send: (mark: string, headers: Record<string, string>) => Promise<Exchange>,
  ): Promise<Marked> {
    const mark = randomUUID();
    return { kind, mark, exchange: await send(mark, { ...marksFor(mark), ...headers }) };
  }
}

/** Headers that show up in logs. */
export function marksFor(mark: string): Record<string, string> {
  return { 'X-Request-ID': mark, 'User-Agent': `seaworthy/${mark}` };
}

function withQuery(path: string, mark: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}sw=${mark}`;
}
