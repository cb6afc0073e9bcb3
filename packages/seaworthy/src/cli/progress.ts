import type { Watcher } from '../check.ts';
import type { Experiment } from '../engine/experiment.ts';
import { judge, type Outcome } from '../engine/judge.ts';
import type { Observation, Observations } from '../engine/observe.ts';
import type { Rule } from '../engine/rule.ts';
import { liveLines } from './progress/live-lines.ts';
import { LiveScreen } from './progress/live-screen.ts';

/** How the check goes on, for somebody who waits: what is known so far. */
export interface Standing {
  stage: string;
  /** Titles of what is being done now. */
  running: string[];
  done: number;
  of: number;
  verdicts: Record<Outcome, number>;
  /** Milliseconds since the check began. */
  ms: number;
}

export interface ProgressOptions {
  stream: NodeJS.WriteStream;
  /** Redraw two lines, instead of a line for each thing. */
  live: boolean;
  color: boolean;
}

/** Tells on `stream` how the check goes on: redrawn lines for a person, plain lines for a log. */
export class ProgressReport implements Watcher {
  readonly #options: ProgressOptions;
  readonly #start = performance.now();
  readonly #running = new Map<Experiment, number>();
  readonly #observations: Observations = {};
  readonly #verdicts: Record<Outcome, number> = { pass: 0, fail: 0, unclear: 0, inapplicable: 0, broken: 0 };
  readonly #screen: LiveScreen | undefined;
  #stage = '';
  #waiting: Rule[] = [];
  #done = 0;
  #of = 0;

  constructor(options: ProgressOptions) {
    this.#options = options;
    const { stream, live, color } = options;
    if (live)
      this.#screen = new LiveScreen(stream, (tick) =>
        liveLines(this.standing(), stream.columns, color, tick),
      );
  }

  standing(): Standing {
    return {
      stage: this.#stage,
      running: [...this.#running.keys()].map(({ title }) => title),
      done: this.#done,
      of: this.#of,
      verdicts: { ...this.#verdicts },
      ms: performance.now() - this.#start,
    };
  }

  stage(what: string): void {
    this.#stage = what;
    this.#say(what);
  }

  planned(rules: readonly Rule[]): void {
    this.#waiting = [...rules];
    this.#of = new Set(rules.flatMap(({ uses }) => Object.values(uses)).map(({ id }) => id)).size;
  }

  started(experiment: Experiment): void {
    this.#running.set(experiment, performance.now());
    this.#screen?.draw();
  }

  ended(experiment: Experiment, observation: Observation): void {
    const began = this.#running.get(experiment);
    this.#running.delete(experiment);
    this.#observations[experiment.id] = observation;
    this.#done += 1;
    const count = `[${this.#done}/${this.#of}]`;
    if (began !== undefined) {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      this.#say(`${count} ${experiment.title} (${seconds} s)`);
    } else if (observation.status === 'impossible') {
      this.#say(`${count} left out: ${experiment.title} (${observation.reason})`);
    }
    const ready = this.#waiting.filter(({ uses }) =>
      Object.values(uses).every(({ id }) => this.#observations[id] !== undefined),
    );
    this.#waiting = this.#waiting.filter((rule) => !ready.includes(rule));
    for (const { rule, verdict } of judge(ready, this.#observations)) {
      this.#verdicts[verdict.outcome] += 1;
      if (verdict.outcome === 'fail') this.#say(`  fails: ${rule.level} ${rule.id}`);
    }
    this.#screen?.draw();
  }

  /** Takes the redrawn lines away; what is written next begins on a clean line. */
  end(): void {
    this.#screen?.end();
  }

  #say(line: string): void {
    if (this.#screen === undefined) this.#options.stream.write(`${line}\n`);
    else this.#screen.draw();
  }
}
