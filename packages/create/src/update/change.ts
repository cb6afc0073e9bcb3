/** What becomes of one file of the project. */
export interface Change {
  /** From the project's folder, with forward slashes. */
  path: string;
  outcome: Outcome;
  /** Sentences for a reader. */
  notes: string[];
  /** What is done to the disk; nothing where the outcome is only told. */
  writes: Write[];
}

export const OUTCOMES = {
  added: 'new in the template',
  replaced: 'the template changed it, you did not',
  merged: 'both changed it',
  conflict: 'both changed the same place: a person decides',
  beside: 'could not be merged: the new version lies beside it',
  removed: 'no longer in the template, and you had not changed it',
  kept: 'stays as it is, though the template changed',
  deleted: 'you deleted it: it stays deleted',
} as const;

export type Outcome = keyof typeof OUTCOMES;

export interface Write {
  path: string;
  /** Missing: the file is removed. */
  content?: Buffer;
  /** Permission bits; missing: those of a new file. */
  mode?: number;
}

/** Whether a person has to look before the project is whole again. */
export function needsPerson({ outcome }: Change): boolean {
  return outcome === 'conflict' || outcome === 'beside';
}
