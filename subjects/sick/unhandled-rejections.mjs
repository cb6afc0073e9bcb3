// A promise that is started and not awaited fails, and a listener swallows it. NestJS, its decorators called by hand.
import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { serve } from './serve.mjs';

async function audit() {
  await new Promise((resolve) => setImmediate(resolve));
  throw new Error('the audit log says no'); // disease: unhandled-rejections
}

class UsersController {
  find() {
    void audit();
    return { found: true };
  }
}
Get()(UsersController.prototype, 'find', Object.getOwnPropertyDescriptor(UsersController.prototype, 'find'));
Controller()(UsersController);
class UsersModule {}
Module({ controllers: [UsersController] })(UsersModule);

process.on('unhandledRejection', () => {});
const application = await NestFactory.create(UsersModule, { logger: false });
await application.init();
serve(application.getHttpServer());
