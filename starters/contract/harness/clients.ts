import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What became of one request. `raced` is a kept connection, `reset` a new one, that ended as the request was on its
 * way, before any answer.
 */
type Outcome = 'answered' | 'refused' | 'raced' | 'reset' | 'cut';

/** What became of all requests of some clients. */
export interface Load {
  /** When each answer was complete, on the clock of `performance.now()`. */
  answers: number[];
  statuses: Set<number>;
  /** Answers that broke off. */
  cut: number;
  /** The most often that one client's kept, or new, connection ended as a request was on its way. */
  raced: number;
  reset: number;
}

/** Clients that send one request after another until they are refused or told to stop. */
export class Clients {
  readonly load: Load = { answers: [], statuses: new Set(), cut: 0, raced: 0, reset: 0 };
  readonly #url: string;
  readonly #all: Promise<void>[];
  #stopped = false;

  /** `keeping` of them keep their connections, `opening` open a new one for each request. */
  constructor(url: string, { keeping, opening }: { keeping: number; opening: number }) {
    this.#url = url;
    this.#all = [
      ...Array.from({ length: keeping }, () => this.#run(true)),
      ...Array.from({ length: opening }, () => this.#run(false)),
    ];
  }

  /** Resolves when every client was refused, or has heard that it shall stop. */
  async stop(): Promise<Load> {
    this.#stopped = true;
    await Promise.all(this.#all);
    return this.load;
  }

  async #run(keepAlive: boolean): Promise<void> {
    const agent = new Agent({ keepAlive, maxSockets: 1 });
    const ended = { raced: 0, reset: 0 };
    while (!this.#stopped) {
      const outcome = await this.#ask(agent);
      if (outcome === 'refused') break;
      if (outcome === 'cut') this.load.cut += 1;
      if (outcome === 'raced' || outcome === 'reset') ended[outcome] += 1;
      await sleep(10);
    }
    this.load.raced = Math.max(this.load.raced, ended.raced);
    this.load.reset = Math.max(this.load.reset, ended.reset);
    agent.destroy();
  }

  #ask(agent: Agent): Promise<Outcome> {
    return new Promise((resolve) => {
      const asking = request(this.#url, { agent }, (response) => {
        this.load.statuses.add(response.statusCode ?? 0);
        response.on('error', () => resolve('cut')).resume();
        response.on('end', () => {
          if (!response.complete) return resolve('cut');
          this.load.answers.push(performance.now());
          resolve('answered');
        });
      });
      asking.setTimeout(10_000, () => asking.destroy());
      asking.on('error', ({ code }: NodeJS.ErrnoException) => {
        if (code === 'ECONNREFUSED') resolve('refused');
        else resolve(asking.reusedSocket ? 'raced' : 'reset');
      });
      asking.end();
    });
  }
}
