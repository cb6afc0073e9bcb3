import { control, type Lab, type Labs } from '../../src/lab/lab.ts';
import type { Profile } from '../../src/profile/profile.ts';

export interface ObjectLabs extends Labs {
  /** `shared x`, `fresh x`, `close`, in order. */
  readonly journal: string[];
}

/** Labs made of objects: no socket, no process; `change` says what differs from a lab that can do nothing. */
export function objectLabs(change: Partial<Labs> & { lab?: Partial<Lab> } = {}): ObjectLabs {
  const journal: string[] = [];
  const { lab: labChange = {}, ...labsChange } = change;
  const profile: Profile = { paths: [], requiredEnvironment: [], notes: [] };
  const open = (kind: string) => async (experiment: string) => {
    journal.push(`${kind} ${experiment}`);
    const lab: Partial<Lab> = {
      control,
      timeline: () => [{ at: 0, kind: 'note', text: experiment }],
      close: async () => void journal.push(`close ${experiment}`),
      ...labChange,
    };
    return lab as Lab;
  };
  return {
    journal,
    profile,
    remarks: [],
    learn: () => {},
    lacks: () => undefined,
    shared: open('shared'),
    fresh: open('fresh'),
    close: async () => {},
    ...labsChange,
  };
}
