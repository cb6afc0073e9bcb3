import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Kysely } from 'kysely';
import type { Database } from './database.ts';

/** Lets every module ask for `Kysely`. */
@Global()
@Module({})
export class DatabaseModule {
  static with({ db }: Database): DynamicModule {
    return { module: DatabaseModule, providers: [{ provide: Kysely, useValue: db }], exports: [Kysely] };
  }
}
