import { z } from 'zod';

export const CreateUser = z.object({
  email: z.email(),
  name: z.string().min(1).max(100),
  password: z.string().min(12),
  age: z.coerce.number().int().min(0).optional(),
  address: z.object({ city: z.string() }).optional(),
});

export const Search = z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) });
export const Item = z.object({ id: z.coerce.number().int() });
export const Key = z.object({ 'x-api-key': z.string().min(8) });
