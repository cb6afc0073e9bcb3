import { jsonText } from '../../report/json-text.ts';
import type { Diagnosis } from '../diagnose.ts';
import type { Examination } from '../examination.ts';

/** The diagnosis and what it rests on, for machines. Nothing in it comes from the environment of the process. */
export function json(examination: Examination, { findings, unclear, healthy }: Diagnosis): string {
  return jsonText({ format: examination.format, findings, unclear, healthy, examination }, 2);
}
