import { z } from 'zod';
import { Cursor } from './cursor.ts';

const email = z.email().max(254).toLowerCase();
const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}*$/u, 'must not contain control characters');

export const CreateUser = z.object({
  email,
  name,
  // The upper end is for the hash's sake: its cost grows with the length.
  password: z.string().min(12).max(256),
});
export type CreateUser = z.output<typeof CreateUser>;

export const UpdateUser = z
  .object({ email: email.optional(), name: name.optional() })
  .refine((changes) => Object.keys(changes).length > 0, 'expected an email, a name or both');
export type UpdateUser = z.output<typeof UpdateUser>;

/** Any text: what is no UUID is the id of nobody, so the answer is 404 and not 400. */
export const UserId = z.object({ id: z.string().meta({ format: 'uuid' }) });
export type UserId = z.output<typeof UserId>;

export const Paging = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: Cursor.optional(),
});
export type Paging = z.output<typeof Paging>;

export const User = z.object({
  id: z.uuid(),
  email: z.email(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export const UserPage = z.object({
  data: z.array(User),
  nextCursor: z.string().nullable().describe('The `cursor` of the next page; null on the last one.'),
});
