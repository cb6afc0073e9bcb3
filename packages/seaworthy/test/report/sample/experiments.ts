import { ask, experiment } from '../../../src/engine/experiment.ts';

export const stopWithOpenRequests = experiment({
  id: 'stop-with-open-requests',
  title: 'sends SIGTERM while three requests are open',
  subject: 'fresh',
  needs: ['start', 'signals', 'write'],
  async run(lab) {
    await lab.read();
    const held = await Promise.all([lab.hold(), lab.hold(), lab.hold()]);
    lab.control(
      'the service holds three requests open',
      held.every(({ acknowledged }) => acknowledged),
    );
    await lab.sleep(60);
    lab.signal('SIGTERM');
    await lab.sleep(120);
    const aliveWhenLate = lab.alive();
    const late = await lab.read();
    const inFlight = await Promise.all(held.map((request) => request.finish()));
    return { aliveWhenLate, late, inFlight, exit: await lab.exit(5000), logs: lab.logs() };
  },
});

export const loseDependency = experiment({
  id: 'lose-dependency',
  title: 'cuts the connections to a dependency, keeps it away, and lets it come back',
  subject: 'fresh',
  needs: ['start', 'dependency', 'read'],
  async run(lab) {
    const [store] = lab.dependencies();
    const before = await lab.read();
    lab.control('the service answers 2xx while its dependency is there', before.response?.status === 200);
    store?.set('refuse');
    store?.cut('RST');
    await lab.sleep(80);
    const during = [await lab.read(), await lab.read()];
    await lab.sleep(300);
    store?.set('none');
    const since = lab.now();
    const recovered = await lab.waitFor(async () => (await lab.read()).response?.status === 200, 5000, 100);
    return { before, during, recovered, after: lab.now() - since, alive: lab.alive(), port: store?.port };
  },
});

export const unknownPath = ask({ path: '/nobody/has/this', headers: { Accept: 'application/json' } });
export const malformed = ask({
  method: 'POST',
  path: '/users',
  headers: { 'Content-Type': 'application/json' },
  body: '{"email":"ada@example.com","password":"correct-horse-9",',
});
export const create = ask({
  method: 'POST',
  path: '/users',
  headers: { 'Content-Type': 'application/json', Cookie: 'session=9a8b7c6d5e4f' },
  body: '{"email":"ada@example.com","name":"Ada","password":"correct-horse-9"}',
});
export const admin = ask({
  path: '/admin?token=t0p-secret-1',
  headers: { Authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl' },
});
export const head = ask({ method: 'HEAD', path: '/users' });
export const bothFramings = ask({
  method: 'POST',
  path: '/users',
  headers: { 'Content-Type': 'application/json', 'Content-Length': '6', 'Transfer-Encoding': 'chunked' },
  body: '0\r\n\r\nX',
});

export const flood = experiment({
  id: 'flood',
  title: 'sends more than the service can do',
  subject: 'shared',
  run: async (lab) => {
    await lab.read();
    lab.control('the service has a slow route', false);
    return {};
  },
});

export const soak = experiment({
  id: 'soak',
  title: 'sends requests for a minute and watches the memory',
  subject: 'shared',
  run: async () => {
    throw new Error('/proc/4711/statm could not be read: ENOENT');
  },
});

export const describeItself = experiment({
  id: 'openapi-document',
  title: 'reads the OpenAPI document',
  subject: 'shared',
  needs: ['openapi'],
  run: async (lab) => await lab.request({ path: lab.profile.openapi ?? '/' }),
});
