import assert from 'node:assert/strict';
import { connect } from 'node:net';
import type { Line } from '../harness/line.ts';
import { createUser } from '../harness/users.ts';

export const configuration: readonly Line[] = [
  {
    title: 'bad variables keep it from starting, with an exit code other than 0',
    async ask({ badConfiguration }) {
      const { exit } = await badConfiguration();
      assert.ok(exit !== undefined, 'Expected an exit, got a process that runs');
      assert.equal(exit.signal, null);
      assert.notEqual(exit.code, 0);
    },
  },
  {
    title: 'every bad variable is named at once',
    async ask({ badConfiguration }) {
      const { variables, output } = await badConfiguration();
      const unnamed = variables.filter((name) => !output.includes(name));
      assert.deepEqual(unnamed, [], `Expected every bad variable to be named, got:\n${output}`);
    },
  },
  {
    title: 'the value of a bad variable is not told',
    async ask({ badConfiguration }) {
      const { output } = await badConfiguration();
      assert.match(output, /DATABASE_URL/, 'Expected a word about it');
      assert.doesNotMatch(output, /hush-/);
    },
  },
  {
    title: 'it listens on HOST and PORT, and nowhere else',
    async ask({ service }) {
      assert.equal((await service.ask('GET /livez')).status, 200, `127.0.0.1:${service.port}`);
      // Only Linux answers on all of 127.0.0.0/8.
      if (process.platform === 'linux') assert.equal(await canConnect(service.port, '127.0.0.2'), false);
    },
  },
  {
    title: 'it is ready on an embedded database and without Redis when neither is told',
    async ask({ service, starter }) {
      const told = Object.keys(starter.contract.env ?? {}).filter((name) => name === 'REDIS_URL');
      assert.deepEqual(told, []);
      assert.equal((await service.ask('GET /readyz')).status, 200);
      const { id } = await createUser(service);
      assert.equal((await service.ask(`GET /users/${id}`)).status, 200);
    },
  },
  {
    title:
      'DATABASE_URL is the PostgreSQL that it works on, and a REDIS_URL where nobody is keeps it from nothing',
    async ask({ database }) {
      const { created, stored } = await database();
      assert.equal(created, 201);
      assert.match(stored, /contract-[\w-]+@example\.com/);
    },
  },
];

function canConnect(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host, () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}
