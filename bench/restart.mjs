import { chosen } from './chosen.mjs';
import { useKitAsBuilt } from './kit-as-built.mjs';
import { machineFacts, machineText } from './machine.mjs';
import { median } from './median.mjs';
import { nodeBinary } from './node-binary.mjs';
import { CLIENTS, DRAIN_DELAY, oneRound } from './restart/one-round.mjs';
import { PROBE_PERIOD } from './restart/proxy.mjs';
import { SHUTDOWNS, SHUTDOWN_PACKAGES } from './shutdowns.mjs';

const ROUNDS = 3;

/** What the clients of a balancer see while both instances behind it are replaced. */
export async function measure({ only, quick, rounds = quick ? 1 : ROUNDS, node }) {
  const shutdowns = chosen(SHUTDOWNS, only);
  if (shutdowns.some(({ name }) => name.startsWith('kit-'))) useKitAsBuilt();
  const binary = nodeBinary(node);
  const machine = machineFacts(binary, SHUTDOWN_PACKAGES);
  const samples = [];
  for (let round = 1; round <= rounds; round += 1)
    for (const { name } of shutdowns) {
      console.log(`round ${round}/${rounds} ${name}`);
      samples.push({ name, round, ...(await oneRound(name, binary)) });
    }
  return {
    title: `Requests that fail in a rolling restart, Node ${machine.node.split('.')[0].slice(1)}`,
    markdown: `${machineText(machine)}\n${definition(rounds)}\n\n${table(shutdowns, samples)}`,
    data: { machine, rounds, samples },
    keepAs: shutdowns.length === SHUTDOWNS.length && rounds >= ROUNDS ? 'restart' : undefined,
  };
}

function definition(rounds) {
  return [
    `${rounds} rounds each. Two instances behind a balancer that asks \`/readyz\` every ${PROBE_PERIOD} ms, lets the ready ones take`,
    `turns and retries nothing; ${CLIENTS} clients that never pause. Each instance is replaced: the new one is started, and when it`,
    'is ready the old one gets SIGTERM. Failed is whatever is not an answer of 200. Those that document a way to go on',
    `serving after the signal do so for ${DRAIN_DELAY} ms: the kit (\`DRAIN_DELAY\`), terminus (\`beforeShutdown\`), lightship`,
    '(`shutdownDelay`).',
  ].join('\n');
}

function table(shutdowns, samples) {
  const rows = shutdowns.map(({ name, title }) => {
    const mine = samples.filter((sample) => sample.name === name);
    const failed = mine.map((sample) => sample.failed);
    const all = failed.every((count) => count === 0) ? '**0**' : failed.join(', ');
    return `| ${title} | ${all} | ${Math.round(median(mine.map(({ requests }) => requests)))} |`;
  });
  return ['| stopped by | failed, by round | requests in a round |', '| --- | --: | --: |', ...rows].join(
    '\n',
  );
}
