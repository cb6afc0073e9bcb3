import { canFail } from './can-fail.ts';

canFail('request-id');
