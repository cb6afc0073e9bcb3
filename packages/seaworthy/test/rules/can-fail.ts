import { readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { experimentsOf } from '../../src/engine/check.ts';
import { judge, type Finding } from '../../src/engine/judge.ts';
import { observe, type Observations } from '../../src/engine/observe.ts';
import type { Rule, Topic } from '../../src/engine/rule.ts';
import { embeddedDatabase, type EmbeddedDatabase } from '../../src/lab/embedded-database.ts';
import { processLabs } from '../../src/lab/process-labs.ts';
import { discover } from '../../src/profile/discover.ts';
import type { Profile } from '../../src/profile/profile.ts';
// @ts-expect-error -- plain JavaScript: the subjects have no build
import { defects as named } from '../../../../subjects/reference/defects.mjs';

interface Defect {
  level: Rule['level'];
  owner: Rule['owner'];
  broken: string;
  with?: 'database';
  slow?: boolean;
}

export interface CanFailOptions {
  /** Rules that the reference cannot pass, each with why. */
  inapplicable?: Readonly<Record<string, string>>;
  /** Also give the defect-free service a database. Default: when a defect of the topic needs one. */
  database?: boolean;
  /** Environment of the service, beside `DEFECT`. */
  env?: Readonly<Record<string, string>>;
  /** What the user would tell in the configuration. */
  told?: Partial<Profile>;
  /** Longest wait for the first HTTP answer in ms. Default 30 s. */
  bootTimeout?: number;
}

const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = fileURLToPath(new URL('../../src/rules/', import.meta.url));
const defects = named as Readonly<Record<string, Defect>>;

/**
 * Registers the tests that show that each rule of a topic can fail: the reference service passes all of them, and each
 * defect is seen by the rule of its name. What else of the topic sees a defect is printed.
 */
export function canFail(topic: Topic, options: CanFailOptions = {}): void {
  const ofTopic = Object.entries(defects).filter(([id]) => id.startsWith(`${topic}/`));
  const withDatabase = options.database ?? ofTopic.some(([, defect]) => defect.with === 'database');

  describe(`the rules about ${topic}`, async () => {
    const rules = await rulesOf(topic);
    let database: EmbeddedDatabase | undefined;
    let known: Profile | undefined;

    beforeAll(async () => {
      if (withDatabase) database = await embeddedDatabase([repository]);
    }, 120_000);
    afterAll(() => database?.stop());

    test('each have a defect, and each defect has a rule with its level and owner', () => {
      const told = rules.map(({ id, level, owner }) => ({ id, level, owner }));
      expect(told).toEqual(ofTopic.map(([id, { level, owner }]) => ({ id, level, owner })).sort(byId));
    });

    test('pass on the reference service', { timeout: 400_000 }, async () => {
      const { findings, profile } = await run(rules, { ...options, database });
      known = profile;
      const { inapplicable = {} } = options;
      for (const { rule, verdict } of findings) {
        const expected = rule.id in inapplicable ? 'inapplicable' : 'pass';
        expect.soft(verdict, `${rule.id}: ${JSON.stringify(verdict)}`).toMatchObject({ outcome: expected });
      }
    });

    for (const [id, defect] of ofTopic) {
      test.concurrent(
        `${id} fails on a service with the defect: ${defect.broken}`,
        { timeout: 400_000 },
        async () => {
          const rule = rules.find((one) => one.id === id);
          if (rule === undefined)
            throw new Error(`expected src/rules/${id}.ts for this defect, got no such rule`);
          const given = defect.with === 'database' ? database : undefined;
          const { findings, observations } = await run(
            [rule],
            { ...options, database: given, defect: id },
            known,
          );
          const seen = rules.filter((one) => experimentsOf([one]).every((each) => each.id in observations));
          const also = judge(seen, observations).filter((one) => one.rule !== rule && failed(one));
          if (also.length > 0)
            process.stdout.write(`  ${id}: ${also.map((one) => one.rule.id).join(', ')} too\n`);
          const { verdict } = findings[0]!;
          expect(verdict, JSON.stringify(verdict)).toMatchObject({ outcome: 'fail' });
        },
      );
    }
  });
}

interface Given extends Pick<CanFailOptions, 'env' | 'told' | 'bootTimeout'> {
  database: EmbeddedDatabase | undefined;
  defect?: string;
}

/** What could not be observed on a busy machine is looked at once more; what was observed counts. */
async function run(rules: readonly Rule[], given: Given, known?: Profile): ReturnType<typeof runOnce> {
  const first = await runOnce(rules, given, known);
  const unseen = first.findings.some(
    ({ verdict: { outcome } }) => outcome === 'unclear' || outcome === 'broken',
  );
  return unseen ? runOnce(rules, given, known) : first;
}

/** Checks the reference service; `known` is what to go by where the defect hides what could be discovered. */
async function runOnce(
  rules: readonly Rule[],
  { database, defect, env, told, bootTimeout }: Given,
  known?: Profile,
) {
  const labs = await processLabs({
    command: [process.execPath, 'subjects/reference/server.mjs'],
    cwd: repository,
    env: { ...env, ...(defect !== undefined && { DEFECT: defect }) },
    dependencies: database === undefined ? {} : { DATABASE_URL: { url: database.url } },
    ...(told !== undefined && { profile: told }),
    ...(bootTimeout !== undefined && { bootTimeout }),
  });
  try {
    labs.learn(await learnt(labs, told ?? {}).catch((error: unknown) => known ?? Promise.reject(error)));
    const signal = new AbortController().signal;
    const seen = await observe(experimentsOf(rules), labs, { jobs: 4, signal });
    const observations = defect === undefined ? seen : punctual(seen);
    return { observations, findings: judge(rules, observations), profile: labs.profile };
  } finally {
    await labs.close();
  }
}

/** Whether a rule sees a defect is the question, not how busy this machine was. */
function punctual(observations: Observations): Observations {
  return Object.fromEntries(
    Object.entries(observations).map(([id, seen]) => [id, 'late' in seen ? { ...seen, late: 0 } : seen]),
  );
}

async function learnt(
  labs: Awaited<ReturnType<typeof processLabs>>,
  told: Partial<Profile>,
): Promise<Profile> {
  const lab = await labs.shared('discover');
  try {
    return await discover(lab, told);
  } finally {
    await lab.close();
  }
}

/** The rules of a folder, whether or not the generated index knows them yet. */
async function rulesOf(topic: Topic): Promise<Rule[]> {
  const files = readdirSync(join(folder, topic)).filter((file) => file.endsWith('.ts'));
  const modules = await Promise.all(
    files.map((file) => import(pathToFileURL(join(folder, topic, file)).href) as Promise<{ default: Rule }>),
  );
  return modules.map((module) => module.default).sort(byId);
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}

function failed({ verdict }: Finding): boolean {
  return verdict.outcome === 'fail';
}
