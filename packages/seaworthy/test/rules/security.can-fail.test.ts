import { canFail } from './can-fail.ts';

canFail('security', { told: { protected: { method: 'GET', path: '/account', headers: {} } } });
