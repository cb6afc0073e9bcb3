import type { Exchange } from '../engine/evidence.ts';
import { told } from './answer.ts';

/** How long an exchange took, in ms. */
export function took({ startedAt, endedAt }: Exchange): number {
  return Math.round(endedAt - startedAt);
}

/** `503 application/problem+json after 12 ms`, for the `actual` of a failure. */
export function toldWithTime(exchange: Exchange): string {
  return `${told(exchange)} after ${took(exchange)} ms`;
}

/** `exit code 1`, for the `actual` of a failure. */
export function ending({ code, signal }: { code: number | null; signal: string | null }): string {
  return `the process ended (${signal ?? (code === null ? 'exit code unknown' : `exit code ${code}`)})`;
}
