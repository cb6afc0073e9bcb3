import { z } from 'zod';
import { environmentOrExit } from '@seaworthy/kit';

const env = environmentOrExit(z.object({ PORT: z.coerce.number(), DATABASE_URL: z.url() }));
process.stdout.write(JSON.stringify(env));
