import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import leaveEarly from '../../experiments/leave-early.ts';
import sendMany from '../../experiments/send-many-requests.ts';

/** Files, sockets and pipes that may be open more than before: pools and runtimes open some late. */
const MORE = 20;

export default rule({
  id: 'leaks/descriptors-return',
  level: 'must',
  owner: 'app',
  title: 'Files and sockets that requests open are closed again',
  why: 'A process has a fixed number of descriptors. One that leaks a few per hour works for weeks, and then accepts no connection any more.',
  source: 'https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/',
  doNotFlag:
    'Twenty more than after the warm-up, and growth that stops: a runtime that opens what it needs when it first needs it.',
  fix: {
    express:
      'Look for streams without an end: use `pipeline()`, `await file.close()` in `finally`, and destroy what you opened when the response closes. `ls -l /proc/<pid>/fd` shows what they are; `npx seaworthy doctor <pid>` shows who.',
    nestjs:
      'Look for streams, `fs.promises.open`, HTTP agents and clients that are made for each request; make them once, as providers, and close files in `finally`.',
    fastify:
      'Look for streams that are not passed to `reply.send()`, and for clients made in handlers; close in `finally`, or in `onResponse`.',
    fastapi:
      'Open with `with` and `async with`; make one `httpx.AsyncClient` and one engine in the lifespan, never in a handler.',
    django:
      'Open with `with`; give files to `FileResponse`, which closes them; make clients of other services once per process.',
    gin: '`defer file.Close()`, `defer rows.Close()`, and `defer response.Body.Close()` for every HTTP response, read to its end.',
    'spring-boot':
      'Open with try-with-resources, also for `Files.list` and `Files.lines`, and make HTTP clients once, as beans.',
    any: 'Close in `finally` what a request opens; make clients and pools once per process.',
  },
  uses: { many: sendMany, departures: leaveEarly },
  judge({ many, departures }) {
    if (!many.alive) return unclear('the process ended under 2,000 requests');
    const [before, half, after] = many.held.map(({ descriptors }) => descriptors) as [number, number, number];
    const grown = after - before;
    const growsOn = after - half > MORE / 4 || grown > many.requests / 20;
    if (grown > MORE && growsOn)
      return fail({
        expected: `at most ${MORE} more open descriptors than after the warm-up`,
        actual: `${grown} more, after ${many.requests} requests and ten seconds of rest`,
        evidence: [{ kind: 'note', text: `open descriptors: ${before}, ${half}, ${after}` }],
      });
    const { left, descriptors, exit } = departures;
    const kept = descriptors.after - descriptors.before;
    if (exit === null && kept > MORE && kept > left / 4)
      return fail({
        expected: `at most ${MORE} more open descriptors than before`,
        actual: `${kept} more, ten seconds after ${left} clients had left before their answer`,
        evidence: [{ kind: 'note', text: `open descriptors: ${descriptors.before}, ${descriptors.after}` }],
      });
    return pass(`${before}, ${half}, ${after} during ${many.requests} requests`);
  },
});
