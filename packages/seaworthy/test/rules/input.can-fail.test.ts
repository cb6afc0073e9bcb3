import { canFail } from './can-fail.ts';

canFail('input', { database: true });
