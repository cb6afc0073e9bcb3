import { chosen } from './chosen.mjs';
import { useKitAsBuilt } from './kit-as-built.mjs';
import { EXIT_LIMIT, oneRound } from './loss/one-round.mjs';
import { lossTable } from './loss/table.mjs';
import { machineFacts, machineText } from './machine.mjs';
import { nodeBinary } from './node-binary.mjs';
import { SHUTDOWNS, SHUTDOWN_PACKAGES } from './shutdowns.mjs';

const CROWDS = [20, 200];
const ROUNDS = 10;
/** A client that is as late as this, in ms, may find that the service took its connection for an idle one. */
const LATE = 150;
const ATTEMPTS = 5;

/** What is lost when SIGTERM comes while clients are busy, and how the process ends. */
export async function measure({ only, quick, rounds = quick ? 2 : ROUNDS, node }) {
  const shutdowns = chosen(SHUTDOWNS, only);
  if (shutdowns.some(({ name }) => name.startsWith('kit-'))) useKitAsBuilt();
  const binary = nodeBinary(node);
  const machine = machineFacts(binary, SHUTDOWN_PACKAGES);
  const all = await inTurn(shutdowns, rounds, binary);
  const samples = all.filter(({ again }) => !again);
  const whole = shutdowns.length === SHUTDOWNS.length && rounds >= ROUNDS;
  const table = lossTable(shutdowns, samples, CROWDS);
  const text = [machineText(machine), definition(rounds, madeAgain(all))].join('\n');
  return {
    title: `Requests lost at SIGTERM, Node ${machine.node.split('.')[0].slice(1)}`,
    markdown: `${text}\n\n${table}`,
    data: { machine, rounds, samples: all },
    keepAs: whole ? 'loss' : undefined,
    readme: `${table}\n\n${text}`,
  };
}

async function inTurn(shutdowns, rounds, binary) {
  const ends = [];
  try {
    for (let round = 1; round <= rounds; round += 1)
      for (const { name } of shutdowns)
        for (const clients of CROWDS)
          for (let attempt = 1, again = true; again; attempt += 1) {
            console.log(`round ${round}/${rounds} ${name}, ${clients} clients`);
            const { late, end } = await oneRound(name, clients, binary);
            again = late > LATE && attempt < ATTEMPTS;
            ends.push(told(end, { name, round, late, again }));
          }
  } finally {
    // Nothing that was started is left behind, whatever happened.
    await Promise.allSettled(ends);
  }
  return Promise.all(ends);
}

async function told(end, facts) {
  return { ...facts, ...(await end) };
}

/** Whose rounds, so that nobody has to guess in whose favour. */
function madeAgain(samples) {
  const names = samples.filter(({ again }) => again).map(({ name }) => name);
  const counts = [...new Set(names)].map(
    (name) => `${names.filter((one) => one === name).length} of ${name}`,
  );
  return counts.length === 0 ? 'none' : counts.join(', ');
}

function definition(rounds, again) {
  return [
    `${rounds} rounds each, every one with a fresh process: clients on kept connections that never pause, answers that`,
    'take 5 to 20 ms, SIGTERM in the middle. Lost is a request that was written as a whole on an open connection and got',
    'no complete answer; turned away, one with a complete answer of another status than 200; refused connects are neither.',
    'The slowest answer is the one that came after the signal and took longest since it was asked for.',
    'Everything is set up as its own documentation shows it, the kit with its defaults (`DRAIN_DELAY` 0). Who is still',
    `there after ${EXIT_LIMIT / 1000} s is killed. A round in which the clients themselves were more than ${LATE} ms late says nothing of`,
    `the service and was made again: ${again}.`,
  ].join('\n');
}
