import { canFail } from './can-fail.ts';

canFail('logs');
