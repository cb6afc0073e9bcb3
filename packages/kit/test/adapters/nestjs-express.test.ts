import { adapterTest } from './adapter-test.ts';
import { nestApp } from './apps/nestjs.ts';

adapterTest('NestJS 12 on Express', async (options) => (await nestApp('express', options)).service);
