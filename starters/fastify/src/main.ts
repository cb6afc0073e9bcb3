import { log, type Service } from '@seaworthy/kit';
import { createService } from './app.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './database/database.ts';
import { migrate } from './database/migrations.ts';

let service: Service | undefined;
try {
  const config = readConfig();
  const postgres = config.DATABASE_URL === undefined ? await developmentPostgres() : undefined;
  const url = config.DATABASE_URL ?? postgres!.url;
  service = createService(config, { postgres, database: openDatabase(url) });
  await migrate(url);
  await service.listen(config.PORT, config.HOST);
} catch (error) {
  log.fatal({ err: error }, 'could not start');
  process.exitCode = 1;
  await service?.close();
}

/** A package of development, so production, where `DATABASE_URL` is required, does without it. */
async function developmentPostgres() {
  const { embeddedPostgres } = await import('@seaworthy/kit/development');
  return embeddedPostgres({ log: (message) => log.info(message) });
}

export { service };
