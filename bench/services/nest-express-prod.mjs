import { ExpressAdapter } from '@nestjs/platform-express';
import helmet from 'helmet';
import { serveProd } from './nest/prod.mjs';
import { observe } from './stack/metrics.mjs';

await serveProd(new ExpressAdapter(), (app) => {
  app.use((req, res, next) => {
    const start = performance.now();
    res.on('finish', () => {
      observe(req.method, req.route?.path ?? 'none', res.statusCode, (performance.now() - start) / 1000);
    });
    next();
  });
  app.use(helmet());
});
