import 'reflect-metadata';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import { CreateUser } from '../job/create-user.mjs';
import { addUser, findUser } from '../job/users.mjs';

/**
 * The job as a Nest module; decorators are applied by hand, so that nothing needs compiling. `describeBody` says what
 * the first parameter of a method must be, zod's schema by default.
 */
export function usersModule({
  notFound,
  describeBody = Body({ schema: CreateUser }),
  imports = [],
  providers = [],
  controllers = [],
}) {
  class Users {
    create(body) {
      return addUser(body);
    }

    find(id) {
      const user = findUser(id);
      if (user === undefined) throw notFound(id);
      return user;
    }
  }
  decorate(Users, 'create', Post());
  describeBody(Users.prototype, 'create', 0);
  decorate(Users, 'find', Get(':id'));
  Param('id')(Users.prototype, 'find', 0);
  Controller('users')(Users);

  return { module: App, imports, providers, controllers: [Users, ...controllers] };
}

function App() {}
Module({})(App);

/** Applies a method decorator the way a compiler would. */
export function decorate(target, name, decorator) {
  decorator(target.prototype, name, Object.getOwnPropertyDescriptor(target.prototype, name));
}
