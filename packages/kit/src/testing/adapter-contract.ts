import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import type { Options } from '../options.ts';
import { captureLog } from './captured-log.ts';
import { accessLog } from './contract/access-log.ts';
import { badInput } from './contract/bad-input.ts';
import { contexts } from './contract/contexts.ts';
import { endpoints } from './contract/endpoints.ts';
import type { Question } from './contract/question.ts';
import { requestIds } from './contract/request-ids.ts';
import { routing } from './contract/routing.ts';
import { secrecy } from './contract/secrecy.ts';
import { streams } from './contract/streams.ts';
import { thrownValues } from './contract/thrown-values.ts';
import { validation } from './contract/validation.ts';

/** A running program that offers the routes of `contractRoutes`. */
export interface ContractService {
  url: string;
  server: Server;
  close(): unknown;
}

/** The test runner's own functions; `after` is `afterAll` in vitest and jest. */
export interface Runner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
  after(body: () => Promise<void>): unknown;
}

const topics: Readonly<Record<string, readonly Question[]>> = {
  'thrown values': thrownValues,
  streams,
  routing,
  'bad input': badInput,
  validation,
  'request ids': requestIds,
  contexts,
  'access log': accessLog,
  secrecy,
  endpoints,
};

/**
 * Asks one program everything that the contract says, over real sockets. The program runs in this process and
 * is started once, before the first question. `cannot` names questions (by title) that a framework cannot
 * answer, with the reason; it is an error when it can after all.
 */
export function adapterContract(
  name: string,
  start: (options: Options) => Promise<ContractService>,
  { describe, it, after }: Runner,
  { cannot = {} }: { cannot?: Readonly<Record<string, string>> } = {},
): void {
  describe(name, () => {
    let starting: Promise<ContractService> | undefined;
    after(async () => void (await (await starting)?.close()));

    for (const [topic, questions] of Object.entries(topics)) {
      describe(topic, () => {
        for (const { title, ask } of questions) {
          const reason = cannot[title];
          it(reason === undefined ? title : `cannot: ${title} (${reason})`, async () => {
            using log = captureLog();
            const { url } = await (starting ??= start(contractOptions));
            const asking = watched(() => ask({ url, log, fetch: (path, init) => fetch(url + path, init) }));
            if (reason === undefined) {
              await asking;
              return;
            }
            const failure = await asking.then(
              () => undefined,
              (error: Error) => error,
            );
            assert.ok(
              failure,
              `Expected this to be impossible because ${reason}, got an answer; remove it from \`cannot\``,
            );
          });
        }
      });
    }
    const titles = Object.values(topics)
      .flat()
      .map(({ title }) => title);
    const unknown = Object.keys(cannot).find((title) => !titles.includes(title));
    assert.equal(unknown, undefined, `Expected \`cannot\` to name questions, got ${JSON.stringify(unknown)}`);
  });
}

/** With `fatal` off an uncaught exception is the test runner's to report, not the kit's to exit on. */
const contractOptions: Options = {
  docs: { title: 'Contract', version: '1.2.3' },
  shutdown: { fatal: false },
  watch: false,
};

/** Fails when the question made the process throw to nobody: outside of a test that would have ended it. */
async function watched(ask: () => Promise<void>): Promise<void> {
  const uncaught: unknown[] = [];
  const note = (error: unknown): void => void uncaught.push(error);
  process.on('uncaughtExceptionMonitor', note);
  try {
    await ask();
  } finally {
    process.off('uncaughtExceptionMonitor', note);
  }
  assert.deepEqual(uncaught, [], 'Expected the process to live, got an uncaught exception');
}
