import { z } from 'zod';

/** Where a page ends: users are listed from the oldest, and the id tells those of one millisecond apart. */
export interface Position {
  createdAt: Date;
  id: string;
}

const Parts = z.tuple([z.iso.datetime(), z.guid()]);

/** A position as text that clients pass back and need not understand. */
export function cursorOf({ createdAt, id }: Position): string {
  return Buffer.from(`${createdAt.toISOString()} ${id}`).toString('base64url');
}

/** The position in a cursor; anything that `cursorOf` did not write is invalid. */
export const Cursor = z.string().transform((text, context): Position => {
  const parts = Parts.safeParse(Buffer.from(text, 'base64url').toString().split(' '));
  const position = parts.success && { createdAt: new Date(parts.data[0]), id: parts.data[1] };
  if (position && cursorOf(position) === text) return position;
  context.addIssue('expected the nextCursor of another page');
  return z.NEVER;
});
