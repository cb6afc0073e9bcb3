import { ExpressAdapter } from '@nestjs/platform-express';
import { serveWithHooks } from './nest-hooks.mjs';

await serveWithHooks(new ExpressAdapter());
