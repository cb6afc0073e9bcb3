import type { Diagnosis } from '../../src/doctor/diagnose.ts';
import type { Examination } from '../../src/doctor/examination.ts';
import { seaworthy } from '../cli/seaworthy.ts';

export interface Said extends Diagnosis {
  code: number | null;
  text: string;
  examination: Examination;
}

/** What `seaworthy doctor` says of a process. */
export async function doctor(pid: number, ...flags: string[]): Promise<Said> {
  const { code, stdout, stderr } = await seaworthy(['doctor', String(pid), '--json', ...flags]);
  if (stdout === '') throw new Error(`exit ${code}: ${stderr}`);
  return { ...(JSON.parse(stdout) as Said), code, text: stdout };
}
