import { BadRequestException, NotFoundException, StandardSchemaValidationPipe } from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { Logger, LoggerModule } from 'nestjs-pino';
import { host, port } from '../job/address.mjs';
import { requestContext, requestIdOf } from '../stack/request-context.mjs';
import { MetricsController } from './metrics-controller.mjs';
import { ProblemFilter } from './problem-filter.mjs';
import { usersModule } from './users-module.mjs';

/** NestJS with the usual hand-assembled stack; `secureAndMeasure(app)` adds what differs between the platforms. */
export async function serveProd(platform, secureAndMeasure) {
  const App = usersModule({
    notFound: () => new NotFoundException('User not found'),
    // Its default routes match nothing on Fastify (nestjs-pino 5.2.1 with NestJS 12).
    imports: [LoggerModule.forRoot({ pinoHttp: { genReqId: (req) => req.id }, forRoutes: ['*path'] })],
    controllers: [MetricsController],
  });
  const app = await NestFactory.create(App, platform, { bufferLogs: true });
  app.useLogger(app.get(Logger));
  app.use((req, res, next) => {
    req.id = requestIdOf(req);
    res.setHeader('X-Request-ID', req.id);
    requestContext.run({ requestId: req.id }, next);
  });
  await secureAndMeasure(app);
  app.useGlobalPipes(new StandardSchemaValidationPipe({ exceptionFactory: validationFailed }));
  app.useGlobalFilters(new ProblemFilter(app.get(HttpAdapterHost).httpAdapter));
  await app.listen(port, host);
}

function validationFailed(issues) {
  const errors = issues.map(({ path = [], message, code }) => ({
    field: path.join('.'),
    message,
    code,
    pointer: `/${path.join('/')}`,
  }));
  return new BadRequestException({ message: 'Validation failed', errors });
}
