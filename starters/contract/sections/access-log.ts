import assert from 'node:assert/strict';
import { everyError } from '../harness/every-error.ts';
import { holdRequest } from '../harness/held-request.ts';
import type { Line } from '../harness/line.ts';
import { oneAccessLine, type LogLine } from '../harness/log.ts';
import { freshId, newUser, PASSWORD } from '../harness/messages.ts';
import type { Service } from '../harness/service.ts';
import { createUser } from '../harness/users.ts';

export const accessLog: readonly Line[] = [
  {
    title: 'stdout is JSON, one object per line, each with time, level and msg',
    async ask({ service }) {
      assert.deepEqual(service.log.others, []);
      assert.ok(service.log.lines.length > 0, 'Expected a log');
      for (const line of service.log.lines) {
        assert.match(String(line['time']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
        assert.match(String(line['level']), /^(trace|debug|info|warn|error|fatal)$/);
        assert.ok(typeof line['msg'] === 'string' && line['msg'] !== '', JSON.stringify(line));
      }
    },
  },
  {
    title: 'a request is exactly one line with the members of the contract',
    async ask({ service }) {
      const { id: user } = await createUser(service);
      const id = freshId();
      const { body } = await service.ask(`GET /users/${user}?verbose=1`, { 'x-request-id': id });
      const line = await loggedOnce(service, id);
      assert.match(String(line['route']), /^\/users\/(:id|\{id\})$/);
      assert.ok(
        typeof line['durationMs'] === 'number' && line['durationMs'] >= 0 && line['durationMs'] < 20_000,
      );
      const { level, method, path, status, bytes, remoteAddress } = line;
      assert.deepEqual(
        { level, method, path, status, bytes, remoteAddress },
        {
          level: 'info',
          method: 'GET',
          path: `/users/${user}`,
          status: 200,
          bytes: Buffer.byteLength(body),
          remoteAddress: '127.0.0.1',
        },
      );
      assert.ok(!line['aborted'], 'Expected no `aborted`');
    },
  },
  {
    title: 'every kind of error is one line too, at info or warn',
    async ask({ service }) {
      for (const { what, expected, response } of await everyError(service)) {
        const line = await loggedOnce(service, response.headers['x-request-id'] ?? '');
        assert.equal(line['status'], expected, what);
        assert.match(String(line['level']), /^(info|warn)$/, what);
        assert.doesNotMatch(String(line['path']), /\?/, what);
      }
    },
  },
  {
    title: 'a request whose client leaves is one line, marked as aborted',
    seenBy: ['logs/aborted-requests-too'],
    async ask({ service }) {
      const held = await holdRequest(service);
      held.connection.destroy();
      assert.equal((await loggedOnce(service, held.id))['aborted'], true);
    },
  },
  {
    title: 'the route of a line is the template; what matches nothing has none',
    async ask({ service }) {
      const { id: user } = await createUser(service);
      for (const [line, route] of [
        ['GET /users', /^\/users$/],
        [`GET /users/${user}`, /^\/users\/(:id|\{id\})$/],
        ['GET /users/not-a-uuid', /^\/users\/(:id|\{id\})$/],
        ['GET /nowhere/secret', /^(undefined|null)$/],
      ] as const) {
        const id = freshId();
        await service.ask(line, { 'x-request-id': id });
        assert.match(String((await service.log.access(id))['route']), route, line);
      }
    },
  },
  {
    title: 'no secret of a request is in any line: Authorization, cookies, passwords, tokens',
    async ask({ service }) {
      const query = 'token=hush-token&password=hush-word&api_key=hush-key&access_token=hush-access';
      const headers = { authorization: 'Bearer hush-bearer', cookie: 'session=hush-cookie' };
      const json = { 'content-type': 'application/json' };
      for (const [line, body] of [
        [`GET /users?${query}`, ''],
        [`GET /nowhere?${query}`, ''],
        [`POST /users?${query}`, JSON.stringify(newUser())],
        [`POST /users?${query}`, JSON.stringify(newUser({ name: '' }))],
        [`POST /users?${query}`, '{"password":"hush-malformed"'],
      ] as const) {
        const id = freshId();
        await service.ask(line, { ...headers, ...(body && json), 'x-request-id': id }, body);
        await service.log.access(id);
      }
      assert.ok(PASSWORD.startsWith('hush-'));
      const telling = service.output.split('\n').filter((line) => line.includes('hush-'));
      assert.deepEqual(telling, []);
    },
  },
  {
    title: 'a line break in a path or a header makes no line of its own',
    async ask({ service }) {
      const id = freshId();
      const headers = { 'x-request-id': id, 'user-agent': '%0a{"level":"error","forged":true}' };
      await service.ask(`GET /users/a%0a%7B%22forged%22:true,%22requestId%22:%22${id}%22%7D`, headers);
      await loggedOnce(service, id);
      assert.equal(service.log.of(id).length, 1);
      assert.ok(!service.log.lines.some((line) => 'forged' in line), 'Expected no forged line');
    },
  },
  {
    title: 'probes are logged at debug, so not at all by default',
    async ask({ service, drain }) {
      await service.ask('GET /livez');
      await service.ask('GET /readyz');
      await loggedOnce(service, await askedUsers(service));
      const loud = service.log.lines.filter(({ path }) => /^\/(livez|readyz)/.test(String(path)));
      assert.deepEqual(loud, []);
      const { probeLines } = await drain();
      assert.equal(oneAccessLine(probeLines)['level'], 'debug', 'with LOG_LEVEL=debug');
    },
  },
];

async function askedUsers(service: Service): Promise<string> {
  const id = freshId();
  await service.ask('GET /users', { 'x-request-id': id });
  return id;
}

/** The access line of a request; fails when there is another one by the time that the next request is logged. */
async function loggedOnce(service: Service, id: string): Promise<LogLine> {
  await service.log.access(id);
  await service.log.access(await askedUsers(service));
  return oneAccessLine(service.log.of(id));
}
