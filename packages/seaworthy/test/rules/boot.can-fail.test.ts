import { canFail } from './can-fail.ts';

canFail('boot', {
  // One defect opens its port only after 32 s.
  bootTimeout: 45_000,
  // Another one lets the routes fail at first, so that they cannot be discovered.
  told: { read: { method: 'GET', path: '/users', headers: {} } },
});
