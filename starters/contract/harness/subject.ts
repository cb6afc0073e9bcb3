import { badConfiguration, type BadConfiguration } from '../observations/bad-configuration.ts';
import { database, type DatabaseFacts } from '../observations/database.ts';
import { drain, type Drain } from '../observations/drain.ts';
import { forcedStop, type ForcedStop } from '../observations/forced-stop.ts';
import { patience, type Patience } from '../observations/patience.ts';
import { secondSignal, type SecondSignal } from '../observations/second-signal.ts';
import { once } from './once.ts';
import { Service } from './service.ts';
import type { Starter } from './starters.ts';

/** A starter under test. */
export interface Subject extends AsyncDisposable {
  starter: Starter;
  /** Runs on an embedded database with nothing else told; nobody stops it. */
  service: Service;
  /** What was seen of processes that were stopped, starved or misled: each happens once and serves many lines. */
  patience(): Promise<Patience>;
  drain(): Promise<Drain>;
  forcedStop(): Promise<ForcedStop>;
  secondSignal(): Promise<SecondSignal>;
  badConfiguration(): Promise<BadConfiguration>;
  database(): Promise<DatabaseFacts>;
}

/** Starts the starter; what takes longer happens when it is first asked for. */
export async function subjectOf(starter: Starter): Promise<Subject> {
  const service = await Service.start(starter);
  return {
    starter,
    service,
    patience: once(() => patience(service)),
    drain: once(() => drain(starter)),
    forcedStop: once(() => forcedStop(starter)),
    secondSignal: once(() => secondSignal(starter)),
    badConfiguration: once(() => badConfiguration(starter)),
    database: once(() => database(starter)),
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}

/** Lets all of that happen beside the lines, so that none waits for a start. */
export function observe(subject: Subject): void {
  void subject.patience();
  void subject.database();
  void (async () => {
    for (const what of ['drain', 'forcedStop', 'secondSignal', 'badConfiguration'] as const) {
      await subject[what]().catch(() => {});
    }
  })();
}
