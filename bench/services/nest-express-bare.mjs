import { ExpressAdapter } from '@nestjs/platform-express';
import { serveBare } from './nest/bare.mjs';

await serveBare(new ExpressAdapter());
