import type { Exit, LogLine } from '../engine/evidence.ts';
import type { GrowingProfile } from './growing-profile.ts';
import { HttpLab } from './http-lab.ts';
import type { DependencyProxy, Lab, ProcessFacts } from './lab.ts';
import type { RawLine } from './log-book.ts';
import type { End, ServiceProcess } from './service-process.ts';
import type { Timeline } from './timeline.ts';

/** What a lab needs from whoever made it. */
export interface Making {
  service: ServiceProcess;
  origin: () => URL;
  profile: GrowingProfile;
  journal: Timeline;
  /** Log lines before this moment are not this experiment's. */
  since: number;
  /** Put before each line about a second process. */
  name?: string;
  another: Lab['another'];
  close: () => Promise<void>;
}

/** One experiment's view on a process that we started. */
export class ProcessLab extends HttpLab {
  readonly #making: Making;
  readonly #unsubscribe: (() => void)[];
  readonly #others: Lab[] = [];

  constructor(making: Making) {
    super(making.origin, making.profile, making.journal);
    this.#making = making;
    const { service, journal, name = '' } = making;
    this.#unsubscribe = [
      service.logs.read((line) => journal.note('log', name + line.text.slice(0, 500))),
      service.onEnd((end) =>
        journal.note('exit', `${name}exit ${end.signal ?? end.code ?? 'with an unknown code'}`),
      ),
    ];
  }

  override signal(name: NodeJS.Signals, to: 'service' | 'command' = 'service'): void {
    // Finds the listener, should nobody have waited for it.
    void this.origin;
    const whom = to === 'command' ? ' to the start command alone' : '';
    this.journal.note('signal', `${this.#making.name ?? ''}${name}${whom}`);
    this.#making.service.signal(name, to);
  }

  override async exit(within: number): Promise<Exit | null> {
    const end = await this.#making.service.ended(within);
    return end === null ? null : this.#exitOf(end);
  }

  override alive(): boolean {
    return this.#making.service.alive();
  }

  override pid(): number {
    void this.origin;
    return this.#making.service.pid;
  }

  override listener(): ReturnType<Lab['listener']> {
    return this.#making.service.listening();
  }

  override command(): readonly string[] {
    return this.#making.service.command;
  }

  override logs(): LogLine[] {
    return this.#making.service.logs.since(this.#making.since).map((line) => this.#lineOf(line));
  }

  override allLogs(): LogLine[] {
    return this.#making.service.logs.since(0).map((line) => this.#lineOf(line));
  }

  override async logged(matches: (line: LogLine) => boolean, ms: number): Promise<LogLine | undefined> {
    let stop: (() => void) | undefined;
    let timer: NodeJS.Timeout | undefined;
    const found = await new Promise<LogLine | undefined>((resolve) => {
      stop = this.#making.service.logs.read((line) => {
        const seen = this.#lineOf(line);
        if (matches(seen)) resolve(seen);
      });
      timer = setTimeout(resolve, ms, undefined);
      const before = this.logs().find(matches);
      if (before !== undefined) resolve(before);
    });
    clearTimeout(timer);
    stop?.();
    return found;
  }

  override facts(): ProcessFacts {
    return this.#making.service.facts();
  }

  override dependencies(): readonly DependencyProxy[] {
    return this.#making.service.proxies.map((proxy) => proxy.view((moment) => this.journal.at(moment)));
  }

  override async another(change: Parameters<Lab['another']>[0]): Promise<Lab> {
    const other = await this.#making.another(change);
    this.#others.push(other);
    return other;
  }

  override async close(): Promise<void> {
    await super.close();
    for (const stop of this.#unsubscribe.splice(0)) stop();
    await Promise.all(this.#others.splice(0).map((other) => other.close()));
    await this.#making.close();
  }

  #lineOf({ stream, moment, text }: RawLine): LogLine {
    return { kind: 'log', stream, at: this.journal.at(moment), text };
  }

  #exitOf({ code, signal, moment }: End): Exit {
    const { signalledAt } = this.#making.service;
    const afterSignal = signalledAt === undefined ? null : Math.round((moment - signalledAt) * 10) / 10;
    return { kind: 'exit', code, signal, at: this.journal.at(moment), afterSignal };
  }
}
