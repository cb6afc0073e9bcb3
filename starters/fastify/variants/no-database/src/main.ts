import { log, type Service } from '@seaworthy/kit';
import { createService } from './app.ts';
import { readConfig } from './config.ts';

let service: Service | undefined;
try {
  const config = readConfig();
  service = createService(config);
  await service.listen(config.PORT, config.HOST);
} catch (error) {
  log.fatal({ err: error }, 'could not start');
  process.exitCode = 1;
  await service?.close();
}

export { service };
