import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { seaworthy } from '../../../src/adapters/express.ts';
import { captureLog } from '../../../src/testing/captured-log.ts';

describe('a mounted router', () => {
  it.each(['/users', '/users/'])(
    'has the label of its mount path for its own root, asked for as %s',
    async (path) => {
      using log = captureLog();
      const app = express();
      seaworthy(app);
      const users = express.Router();
      users.get('/', (_request, response) => void response.json([]));
      app.use('/users', users);
      await request(app).get(path).expect(200);
      expect(await log.line({ path })).toMatchObject({ route: '/users' });
    },
  );
});
