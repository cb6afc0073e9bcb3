import 'reflect-metadata';
import { Controller, Get, Module, Param } from '@nestjs/common';
import { decorate } from '../nest/users-module.mjs';
import { findSlowly } from './find-slowly.mjs';

class Users {
  find(id) {
    return findSlowly(id);
  }
}
decorate(Users, 'find', Get('users/:id'));
Param('id')(Users.prototype, 'find', 0);
Controller()(Users);

class Readiness {
  read() {
    return 'ready';
  }
}
decorate(Readiness, 'read', Get('readyz'));
Controller()(Readiness);

/** The application that Nest has to stop; `ready` adds the answer of a service that always is. */
export function nestModule({ ready }) {
  return { module: App, controllers: ready ? [Users, Readiness] : [Users] };
}

function App() {}
Module({})(App);
