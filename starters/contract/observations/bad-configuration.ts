import { Service, type Exit } from '../harness/service.ts';
import type { Starter } from '../harness/starters.ts';

const BAD = {
  PORT: 'http',
  LOG_LEVEL: 'loudly',
  DRAIN_DELAY: 'soon',
  SHUTDOWN_TIMEOUT: '-5',
  DATABASE_URL: 'hush-database-nowhere',
  REDIS_URL: 'hush-redis-nowhere',
};

/** A start with several bad variables. */
export interface BadConfiguration {
  variables: string[];
  values: string[];
  /** `undefined` when it went on running. */
  exit: Exit | undefined;
  output: string;
}

export async function badConfiguration(starter: Starter): Promise<BadConfiguration> {
  await using service = await Service.spawn(starter, BAD);
  const exit = await service.exit(30_000);
  return { variables: Object.keys(BAD), values: Object.values(BAD), exit, output: service.output };
}
