import type { Exchange } from '../engine/evidence.ts';

/** Whether the body of an answer names this field, whichever way it writes names: `firstName`, `first_name`. */
export function names({ response }: Exchange, field: string): boolean {
  return bare(response?.body ?? '').includes(bare(field));
}

function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]/g, '');
}
