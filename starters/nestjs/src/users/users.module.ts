import { Module } from '@nestjs/common';
import { Kysely } from 'kysely';
import { Users } from './repository.ts';
import { UsersController } from './users.controller.ts';

@Module({
  controllers: [UsersController],
  // A factory, so that the repository needs to know nothing of Nest.
  providers: [{ provide: Users, inject: [Kysely], useFactory: (db) => new Users(db) }],
})
export class UsersModule {}
