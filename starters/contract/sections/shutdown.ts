import assert from 'node:assert/strict';
import type { Line } from '../harness/line.ts';
import { oneAccessLine } from '../harness/log.ts';

export const shutdown: readonly Line[] = [
  {
    title: 'SIGTERM turns /readyz to 503 at once',
    async ask({ drain }) {
      const { unready } = await drain();
      assert.ok(unready !== undefined, 'Expected /readyz to say 503 during DRAIN_DELAY');
      assert.ok(unready < 1_000, `Expected 503 at once, got it after ${unready} ms`);
    },
  },
  {
    title: 'for DRAIN_DELAY everything is still served, on new connections too',
    async ask({ drain }) {
      const { whileDraining, refused, drainDelay, answeredAfter } = await drain();
      assert.deepEqual(whileDraining, { users: 200, live: 200 });
      assert.ok(
        answeredAfter > 20,
        `Expected traffic to go on, got ${answeredAfter} answers after the signal`,
      );
      assert.ok(
        refused === undefined || refused > drainDelay - 200,
        `Expected new connections for ${drainDelay} ms, got a refusal after ${refused} ms`,
      );
    },
  },
  {
    title: 'then new connections are refused while the open request is finished',
    async ask({ drain }) {
      const { refused, drainDelay, open } = await drain();
      assert.ok(refused !== undefined, 'Expected new connections to be refused');
      assert.ok(
        refused < drainDelay + 2_000,
        `Expected a refusal after ${drainDelay} ms, got it after ${refused}`,
      );
      assert.equal(open?.status, 201, 'the request that was open at the signal');
    },
  },
  {
    title: 'the last answer on a connection says Connection: close',
    async ask({ drain }) {
      const { open } = await drain();
      assert.match(open?.headers['connection'] ?? 'no such header', /close/i);
    },
  },
  {
    title: 'no accepted request is lost',
    seenBy: ['shutdown/loses-nothing'],
    async ask({ drain }) {
      const { load, answeredAfter } = await drain();
      assert.ok(
        answeredAfter > 20,
        `Expected traffic around the signal, got ${answeredAfter} answers after it`,
      );
      assert.deepEqual([...load.statuses], [200]);
      assert.equal(load.cut, 0, 'Expected no answer to break off');
      // A request that was on its way as its idle connection (RFC 9112, 9.3.1), or the port, was closed: each once.
      const { raced, reset } = load;
      assert.ok(raced <= 1 && reset <= 1, `Expected one race per client at most, got ${raced} and ${reset}`);
    },
  },
  {
    title: 'an idle connection is closed, not reset',
    async ask({ drain }) {
      const { idle, open } = await drain();
      assert.equal(open?.status, 201, 'Expected a drain: the open request is answered');
      assert.equal(idle, 'end');
    },
  },
  {
    title: 'it exits with 0 once the last answer is out, and has logged it',
    async ask({ drain }) {
      const { exit, lingered, lastLines } = await drain();
      assert.deepEqual({ code: exit?.code, signal: exit?.signal }, { code: 0, signal: null });
      assert.ok(lingered! < 4_000, `Expected the exit soon, got it ${lingered} ms after the last answer`);
      assert.equal(oneAccessLine(lastLines)['status'], 201);
    },
  },
  {
    title: 'SIGINT ends it with 0 at once when there is nothing to do, whoever is connected',
    async ask({ database }) {
      const { exit, took } = (await database()).stop;
      assert.deepEqual({ code: exit?.code, signal: exit?.signal }, { code: 0, signal: null });
      assert.ok(took! < 4_000, `Expected the exit at once, got it after ${took} ms`);
    },
  },
  {
    title: 'the connections of the pool are closed with a goodbye to the database',
    seenBy: ['shutdown/says-goodbye-to-dependencies'],
    async ask({ database }) {
      const { connections, goodbyes } = (await database()).stop;
      assert.ok(connections > 0, 'Expected a connection to the database at the signal');
      assert.equal(goodbyes, connections);
    },
  },
  {
    title: 'a request that never ends is cut after SHUTDOWN_TIMEOUT, and the exit code is 1',
    seenBy: ['shutdown/has-a-deadline', 'shutdown/admits-it-was-forced'],
    async ask({ forcedStop }) {
      const { exit, took, timeout } = await forcedStop();
      assert.deepEqual({ code: exit?.code, signal: exit?.signal }, { code: 1, signal: null });
      assert.ok(
        took! > timeout - 200 && took! < timeout + 4_000,
        `Expected the exit ${timeout} ms after the signal, got it after ${took} ms`,
      );
    },
  },
  {
    title: 'a second signal within 300 ms is an echo, a later one ends it at once with 1',
    async ask({ secondSignal }) {
      const { afterEcho, exit, took } = await secondSignal();
      assert.equal(afterEcho, 200, 'Expected it to serve on after the echo');
      assert.ok(took !== undefined && took < 4_000, `Expected the exit at once, got it after ${took} ms`);
      assert.deepEqual({ code: exit?.code, signal: exit?.signal }, { code: 1, signal: null });
    },
  },
];
