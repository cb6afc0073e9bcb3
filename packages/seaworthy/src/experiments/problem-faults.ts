import type { Exchange } from '../engine/evidence.ts';
import { objectOf } from './answer.ts';

/** By member: whether a value is what the RFC says. */
const MEMBERS: Readonly<Record<string, (value: unknown) => boolean>> = {
  type: isReference,
  instance: isReference,
  title: isText,
  detail: isText,
  status: (value) => Number.isInteger(value) && Number(value) >= 100 && Number(value) <= 599,
};

/** Where a problem document breaks RFC 9457 section 3.1, one phrase each; members that are absent are fine. */
export function problemFaults(exchange: Exchange): string[] {
  const problem = objectOf(exchange);
  if (problem === undefined) return ['the body is no JSON object'];
  return Object.entries(MEMBERS)
    .filter(([name, fits]) => problem[name] !== undefined && !fits(problem[name]))
    .map(([name]) => `${name} is ${JSON.stringify(problem[name])?.slice(0, 80)}`);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isReference(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value, 'http://service');
}
