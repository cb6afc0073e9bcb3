import type { Subject } from './subject.ts';

/** One line of the contract, and how to see from outside that it holds. */
export interface Line {
  /** A sentence that is true when the line holds; a row of the table. */
  title: string;
  /**
   * Rules of `check` that see the same. A starter that accepts one of them in its `seaworthy.config.json`, with a
   * link, need not keep the line: its platform cannot.
   */
  seenBy?: readonly string[];
  ask(subject: Subject): Promise<void>;
}
