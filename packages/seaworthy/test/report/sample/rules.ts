import type { Exchange, Exit } from '../../../src/engine/evidence.ts';
import { fail, inapplicable, pass, rule, unclear, type Fix, type Rule } from '../../../src/engine/rule.ts';
import * as experiments from './experiments.ts';

const RFC = 'https://www.rfc-editor.org/rfc/rfc9110';
const common = {
  why: 'Whoever calls the service cannot tell what went wrong. It costs an evening, usually a Friday one.',
  source: `RFC 9110 section 15, ${RFC}#section-15`,
  doNotFlag: 'A service behind a gateway that answers in its place.',
};

const fixes = (what: string): Fix => ({
  express: `Make it ${what} with \`app.use(errorHandler())\` after the last route.`,
  nestjs: `Make it ${what} with a global filter, \`app.useGlobalFilters(new Problems())\`.`,
  fastify: `Make it ${what} with \`app.setErrorHandler(problem)\`.`,
  fastapi: `Make it ${what} with \`@app.exception_handler(Exception)\`.`,
  django: `Make it ${what} with \`handler500\` in urls.py.`,
  gin: `Make it ${what} with \`router.Use(gin.CustomRecovery(problem))\`.`,
  'spring-boot': `Make it ${what}; set \`spring.mvc.problemdetails.enabled=true\`.`,
  any: `Make it ${what}.`,
});

const answered = ({ response }: Exchange): boolean => response !== undefined;

/** One rule for each way in which a finding can look. */
export const rules: readonly Rule[] = [
  rule({
    ...common,
    id: 'boot/answers-soon',
    level: 'should',
    owner: 'app',
    title: 'The first request is answered within ten seconds',
    fix: fixes('open connections lazily'),
    uses: { head: experiments.head },
    judge: ({ head }) => (answered(head) ? pass('310 ms') : unclear('it never answered')),
  }),
  rule({
    ...common,
    id: 'shutdown/finishes-in-flight',
    level: 'must',
    owner: 'app',
    title: 'Requests that are open at SIGTERM are answered',
    why: 'Every deployment sends SIGTERM. A service that drops its open requests then loses orders a few times a day, and nobody sees it in its own log.',
    fix: fixes('wait for the open requests before it exits'),
    uses: { stop: experiments.stopWithOpenRequests },
    judge: ({ stop }) => {
      const lost = stop.inFlight.filter((one) => !answered(one));
      if (lost.length === 0) return pass(`${stop.inFlight.length} of ${stop.inFlight.length}`);
      const { exit } = stop as { exit: Exit | null };
      return fail({
        expected: `all ${stop.inFlight.length} open requests to be answered`,
        actual: `${lost.length} cut off with ${lost[0]?.error}`,
        evidence: [...lost, ...(exit === null ? [] : [exit]), ...stop.logs],
      });
    },
  }),
  rule({
    ...common,
    id: 'shutdown/exits-zero',
    level: 'should',
    owner: 'app',
    title: 'The process exits by itself after SIGTERM',
    fix: fixes('end the process once the server is closed'),
    uses: { stop: experiments.stopWithOpenRequests },
    judge: ({ stop }) =>
      stop.exit === null ? unclear('it was still there') : pass(`exit ${stop.exit.code}`),
  }),
  rule({
    ...common,
    id: 'shutdown/refuses-new-work',
    level: 'must',
    owner: 'app',
    title: 'New connections are refused, or answered, while it drains',
    fix: fixes('close the listener'),
    uses: { stop: experiments.stopWithOpenRequests },
    judge: ({ stop }) => (stop.aliveWhenLate ? pass() : inapplicable('the process was already gone')),
  }),
  rule({
    ...common,
    id: 'errors/hides-internals',
    level: 'must',
    owner: 'app',
    title: 'An error tells nothing about the inside of the service',
    fix: fixes('answer unexpected errors with one fixed text'),
    uses: { lost: experiments.loseDependency },
    judge: ({ lost }) => {
      const leaks = lost.during.filter(({ response }) => response?.body.includes(String(lost.port)));
      return leaks.length === 0
        ? pass()
        : fail({
            expected: 'an error body without internal addresses',
            actual: `the address of a dependency, 127.0.0.1:${lost.port}, in ${leaks.length} answers`,
            evidence: leaks,
          });
    },
  }),
  rule({
    ...common,
    id: 'errors/unknown-path-is-json',
    level: 'must',
    owner: 'app',
    title: 'An unknown path is a 404 that a program can read',
    fix: fixes('answer unknown paths as problem+json'),
    uses: { answer: experiments.unknownPath },
    judge: ({ answer }) =>
      fail({
        expected: 'application/json or application/problem+json',
        actual: `${answer.response?.headers['content-type']}`,
        evidence: [answer],
      }),
  }),
  rule({
    ...common,
    id: 'input/malformed-json-is-400',
    level: 'must',
    owner: 'app',
    title: 'A body that is not JSON is the caller’s mistake, and is called that',
    fix: fixes('answer 400 to a body that cannot be parsed'),
    uses: { answer: experiments.malformed },
    judge: ({ answer }) =>
      fail({ expected: '400 or 422', actual: `${answer.response?.status}`, evidence: [answer] }),
  }),
  rule({
    ...common,
    id: 'http/head-works',
    level: 'should',
    owner: 'platform',
    title: 'HEAD works wherever GET works',
    fix: fixes('route HEAD like GET'),
    uses: { head: experiments.head },
    judge: ({ head }) => (head.response?.status === 200 ? pass() : unclear('no GET works')),
  }),
  rule({
    ...common,
    id: 'wire/rejects-both-framings',
    level: 'must',
    owner: 'platform',
    title: 'A request with two lengths is refused and its connection closed',
    source: 'RFC 9112 section 6.1, https://www.rfc-editor.org/rfc/rfc9112#section-6.1',
    fix: fixes('be behind a server library that refuses it'),
    uses: { answer: experiments.bothFramings },
    judge: ({ answer }) =>
      fail({
        expected: '400, and the connection closed',
        actual: 'the bytes after the body were read as a second request',
        evidence: [{ kind: 'note', text: 'The connection stayed open for 2 s after the answer.' }, answer],
      }),
  }),
  rule({
    ...common,
    id: 'request-id/on-every-response',
    level: 'should',
    owner: 'app',
    title: 'Every response carries a request id',
    fix: fixes('send X-Request-ID'),
    uses: { create: experiments.create, unknown: experiments.unknownPath, admin: experiments.admin },
    judge: ({ create, unknown, admin }) =>
      fail({
        expected: 'X-Request-ID or traceresponse',
        actual: 'neither on 3 of 3 answers',
        evidence: [create, unknown, admin],
      }),
  }),
  rule({
    ...common,
    id: 'logs/one-line-per-request',
    level: 'should',
    owner: 'app',
    title: 'Every request leaves exactly one line in the log',
    fix: fixes('log each response once'),
    uses: { flood: experiments.flood },
    judge: () => pass(),
  }),
  rule({
    ...common,
    id: 'dependencies/recovers',
    level: 'must',
    owner: 'app',
    title: 'The service works again once its dependency is back',
    fix: fixes('reconnect'),
    uses: { lost: experiments.loseDependency },
    judge: ({ lost }) =>
      lost.recovered ? pass(`after ${Math.round(lost.after)} ms`) : unclear('it did not'),
  }),
  rule({
    ...common,
    id: 'overload/sheds',
    level: 'may',
    owner: 'app',
    title: 'More than it can do is refused early',
    fix: fixes('shed load'),
    uses: { flood: experiments.flood },
    judge: () => pass(),
  }),
  rule({
    ...common,
    id: 'leaks/keeps-its-memory',
    level: 'should',
    owner: 'app',
    title: 'Memory does not grow with the number of requests',
    fix: fixes('bound its caches'),
    uses: { soak: experiments.soak },
    judge: () => pass(),
  }),
  rule({
    ...common,
    id: 'security/hides-its-banner',
    level: 'may',
    owner: 'platform',
    title: 'No header names the software',
    fix: fixes('remove X-Powered-By'),
    uses: { answer: experiments.unknownPath },
    judge: ({ answer }) =>
      fail({
        expected: 'no X-Powered-By',
        actual: `${answer.response?.headers['x-powered-by']}`,
        evidence: [answer],
      }),
  }),
  rule({
    ...common,
    id: 'docs/describes-itself',
    level: 'should',
    owner: 'app',
    title: 'An OpenAPI document describes the routes',
    fix: fixes('serve /openapi.json'),
    uses: { document: experiments.describeItself },
    judge: () => pass(),
  }),
  rule({
    ...common,
    id: 'docs/names-its-errors',
    level: 'may',
    owner: 'app',
    title: 'The document names the errors of each operation',
    fix: fixes('describe the errors'),
    uses: { document: experiments.describeItself },
    judge: () => pass(),
  }),
];
