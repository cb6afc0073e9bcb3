import { prepare } from '../subjects/prepare.mjs';
import { chosen } from './chosen.mjs';
import { oneRound } from './frameworks/one-round.mjs';
import { STARTERS } from './frameworks/starters.mjs';
import { frameworkTables } from './frameworks/table.mjs';
import { CONNECTIONS, loadGenerator } from './load.mjs';
import { machineFacts, machineText } from './machine.mjs';
import { pinning } from './pin.mjs';

const ROUNDS = 3;

/** The seven starters side by side: what they take, how fast they are. */
export async function measure({ only, quick, rounds = quick ? 1 : ROUNDS, seconds = quick ? 1 : 3 }) {
  const machine = machineFacts(process.execPath);
  const asked = chosen(STARTERS, only).map((starter) => ({ ...starter, missing: prepare(starter) }));
  const skipped = asked.flatMap(({ missing }) => missing ?? []);
  for (const reason of skipped) console.log(reason);
  const starters = asked.filter(({ missing }) => missing === undefined);
  const samples = [];
  for (let round = 1; round <= rounds; round += 1)
    for (const starter of round % 2 === 1 ? starters : starters.toReversed()) {
      console.log(`round ${round}/${rounds} ${starter.name}`);
      samples.push({ name: starter.name, round, ...(await oneRound(starter, seconds)) });
    }
  return {
    title: 'The seven starters',
    markdown: [facts(machine, rounds, seconds), frameworkTables(starters, samples), ...skipped].join('\n\n'),
    data: { machine, load: loadGenerator, pinning: pinning(), rounds, seconds, samples },
    keepAs: starters.length === STARTERS.length && !quick ? 'frameworks' : undefined,
  };
}

function facts(machine, rounds, seconds) {
  return [
    `${machineText(machine)} ${pinning()}.`,
    `${loadGenerator}, ${CONNECTIONS} keep-alive connections, medians of ${rounds} × ${seconds} s after a warm-up. Each starter runs as its`,
    '`starter.json` says, in development, with the database that is embedded there, which is not the same for all: `GET 200` reads',
    'a user from it, the other two requests never get that far. CPU time is that of all processes, the database included, per',
    'request; the start is the first one, with a new database. `POST` with a valid body is not measured: argon2 makes it as slow as it is meant to be, on every framework alike.',
  ].join('\n');
}
