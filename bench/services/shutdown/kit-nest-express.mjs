import { ExpressAdapter } from '@nestjs/platform-express';
import { serveKit } from './nest-kit.mjs';

await serveKit(new ExpressAdapter());
