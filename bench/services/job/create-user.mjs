import { z } from 'zod';

/** What `POST /users` accepts, in every service except the two hand-written ones. */
export const CreateUser = z.object({
  email: z.email(),
  name: z.string().min(1).max(100),
  password: z.string().min(12),
});
