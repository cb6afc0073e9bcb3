import { Module } from '@nestjs/common';
import { Users } from './repository.ts';
import { UsersController } from './users.controller.ts';

@Module({ controllers: [UsersController], providers: [Users] })
export class UsersModule {}
