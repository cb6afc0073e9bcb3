import { fail, pass, rule } from '../../engine/rule.ts';
import garbage from '../../experiments/send-garbage.ts';
import { noteOf } from '../../experiments/send-raw.ts';

export default rule({
  id: 'wire/survives-garbage',
  level: 'must',
  owner: 'platform',
  title: 'Bytes that are not HTTP do no harm',
  why: 'Scanners, misdirected TLS and clients of other protocols reach every open port each day. A process that one connection can end is down whenever somebody wants it.',
  source: 'https://cwe.mitre.org/data/definitions/248.html',
  doNotFlag:
    'Any answer or none: only whether the service still works afterwards counts, for which it has two seconds.',
  fix: {
    express:
      'Give the server’s `clientError` and `upgrade` listeners, and every socket they touch, an `error` listener; throw in none of them.',
    nestjs:
      'Give the server’s `clientError` and `upgrade` listeners, and every socket they touch, an `error` listener; throw in none of them.',
    fastify:
      'Throw nothing in `clientErrorHandler`, and write to the socket there only while it is writable.',
    fastapi:
      'Update uvicorn and httptools; look for exceptions in ASGI wrappers that assume `scope["type"] == "http"`.',
    django:
      'Update gunicorn, and run more than one worker, so that one that waits for a request does not stop the others.',
    gin: 'Go’s net/http survives them: look for code of your own that accepts or hijacks connections.',
    'spring-boot':
      'Embedded Tomcat survives them: look for valves, connectors or native libraries of your own.',
    any: 'Handle parse errors for each connection, and close it; never let them reach the process.',
  },
  uses: { garbage },
  timed: 2000,
  judge({ garbage: { answers, brokenBy, exit } }) {
    if (brokenBy === null && exit === null) return pass(`${answers.length} kinds of garbage`);
    const last = answers.at(-1);
    return fail({
      expected: 'a service that works afterwards',
      actual: exit === null ? `no good answer after ${brokenBy}` : `it ended after ${brokenBy ?? last?.what}`,
      evidence: [...(last === undefined ? [] : [noteOf(last)]), ...(exit === null ? [] : [exit])],
    });
  },
});
