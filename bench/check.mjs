import { existsSync } from 'node:fs';
import { contestants } from '../scripts/scoreboard/contestants.mjs';
import { prepare } from '../subjects/prepare.mjs';
import { chosen } from './chosen.mjs';
import { oneCheck } from './check/one-check.mjs';
import { machineFacts, machineText } from './machine.mjs';
import { median } from './median.mjs';
import { nodeBinary } from './node-binary.mjs';

/** Enough to show that it works: ours, a quick-start, and what the rules are tested on. */
const QUICK = ['starter-fastify', 'reference', 'express5'];

/** How long somebody waits for `seaworthy check`: for its first verdicts, and for all of them. */
export async function measure({ only, quick, rounds = 1, node }) {
  if (!existsSync(new URL('../packages/seaworthy/dist/', import.meta.url)))
    throw new Error(
      'expected packages/seaworthy/dist, got nothing there: run "npm run build" at the root first',
    );
  const subjects = chosen(contestants, only ?? (quick ? QUICK : undefined));
  const binary = nodeBinary(node);
  const machine = machineFacts(binary);
  const [samples, skipped] = [[], []];
  for (const subject of subjects) {
    const reason = prepare(subject);
    if (reason !== undefined) {
      console.log(reason);
      skipped.push(reason);
      continue;
    }
    for (let round = 1; round <= rounds; round += 1) {
      console.log(`round ${round}/${rounds} ${subject.name}`);
      samples.push({ ...(await oneCheck(subject, binary)), name: subject.name });
    }
  }
  return {
    title: 'How long a check takes',
    markdown: [facts(machine, rounds), table(subjects, samples), ...skipped].join('\n\n'),
    data: { machine, rounds, samples },
    keepAs: subjects.length === contestants.length ? 'check' : undefined,
  };
}

function facts(machine, rounds) {
  return [
    machineText(machine),
    `${rounds === 1 ? 'One run each' : `Medians of ${rounds} runs`}, from the start of \`seaworthy check\`. First: when the first experiment is over and the rules that need`,
    'no other are judged. Until then the service is started and its routes are learned.',
  ].join('\n');
}

function table(subjects, samples) {
  const rows = subjects.flatMap(({ name, title }) => {
    const mine = samples.filter((sample) => sample.name === name);
    if (mine.length === 0) return [];
    const of = (figure) => median(mine.map((sample) => sample[figure]));
    const seconds = (figure) => (of(figure) / 1000).toFixed(1);
    return `| ${title} | ${seconds('first')} s | ${seconds('total')} s | ${of('experiments')} | ${of('judged')} |`;
  });
  return [
    '| subject | first | all | experiments | rules judged |',
    '| --- | --: | --: | --: | --: |',
    ...rows,
  ].join('\n');
}
