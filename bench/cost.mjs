import { SERVICES } from './catalogue.mjs';
import { chosen } from './chosen.mjs';
import { goalsTable } from './cost/goals.mjs';
import { costTables, shortTable } from './cost/tables.mjs';
import { cpuTime } from './cpu-time.mjs';
import { EXCHANGES } from './exchanges.mjs';
import { useKitAsBuilt } from './kit-as-built.mjs';
import { CONNECTIONS, load, loadGenerator } from './load.mjs';
import { machineFacts, machineText } from './machine.mjs';
import { median } from './median.mjs';
import { nodeBinary } from './node-binary.mjs';
import { pinning, shareOneCore } from './pin.mjs';
import { startService } from './service-process.mjs';
import { verify } from './verify.mjs';

/** What the services are made of. */
const PACKAGES = [
  'express',
  'fastify',
  '@nestjs/core',
  'pino',
  'pino-http',
  'nestjs-pino',
  'helmet',
  'prom-client',
  'zod',
  'class-validator',
];

/** What each service costs per request: interleaved rounds, a fresh process in each, medians. */
export async function measure({
  only,
  quick,
  rounds = quick ? 1 : 3,
  seconds = quick ? 1 : 3,
  node,
  oneCore,
}) {
  if (oneCore) shareOneCore();
  const services = chosen(SERVICES, only);
  if (services.some(({ name }) => name.endsWith('-kit'))) useKitAsBuilt();
  const binary = nodeBinary(node);
  const machine = machineFacts(binary, PACKAGES);
  const samples = [];
  for (let round = 1; round <= rounds; round += 1) {
    // Every second round runs backwards, so that a machine that slows down does not favour the first services.
    const order = round % 2 === 1 ? services : services.toReversed();
    for (const { name, duties } of order) {
      console.log(`round ${round}/${rounds} ${name}`);
      samples.push(...(await oneRound(name, duties, binary, round, seconds)));
    }
  }
  const costs = summary(samples);
  const whole = !quick && !oneCore && services.length === SERVICES.length;
  const major = machine.node.split('.')[0].slice(1);
  return {
    title: `Cost of a request, Node ${major}`,
    markdown: [
      facts(machine, rounds, seconds),
      costTables(services, costs),
      goalsTable(costs, Number(major)),
    ].join('\n\n'),
    data: {
      machine,
      load: loadGenerator,
      pinning: pinning(),
      connections: CONNECTIONS,
      rounds,
      seconds,
      costs: Object.fromEntries(costs),
      samples,
    },
    keepAs: whole ? `cost on Node ${major}` : undefined,
    // Of the Node that the repository is developed on, not of one that was asked for to compare.
    readme:
      whole && node === undefined ? `${shortTable(costs)}\n\n${facts(machine, rounds, seconds)}` : undefined,
  };
}

async function oneRound(name, duties, binary, round, seconds) {
  const service = await startService(name, binary);
  try {
    if (round === 1) await verify(service, { duties });
    // All four are warmed up before any is measured: the optimised code must have seen them all, as in production.
    for (const exchange of EXCHANGES) await load(service, exchange, Math.ceil(seconds / 2));
    const samples = [];
    for (const exchange of EXCHANGES) {
      service.clearLog();
      const before = cpuTime(service.pid);
      const figures = await load(service, exchange, seconds);
      const after = cpuTime(service.pid);
      samples.push({
        service: name,
        exchange: exchange.name,
        round,
        ...figures,
        ...perRequest(before, after, figures),
      });
    }
    return samples;
  } finally {
    await service.stop();
  }
}

function perRequest(before, after, { requests }) {
  if (before === undefined) return { cpu: Number.NaN, cpuAll: Number.NaN };
  return { cpu: (after.main - before.main) / requests, cpuAll: (after.all - before.all) / requests };
}

/** Medians by `<service> <exchange>`; `spread` is how far the rounds were apart, as a share of the median. */
function summary(samples) {
  const costs = new Map();
  for (const key of new Set(samples.map(keyOf))) {
    const own = samples.filter((sample) => keyOf(sample) === key);
    const of = (figure) => own.map((sample) => sample[figure]);
    const cpu = median(of('cpu'));
    costs.set(key, {
      perSecond: median(of('perSecond')),
      p50: median(of('p50')),
      p99: median(of('p99')),
      cpu,
      cpuAll: median(of('cpuAll')),
      spread: (Math.max(...of('cpu')) - Math.min(...of('cpu'))) / cpu,
    });
  }
  return costs;
}

const keyOf = ({ service, exchange }) => `${service} ${exchange}`;

function facts(machine, rounds, seconds) {
  return [
    `${machineText(machine)} ${pinning()}.`,
    `${loadGenerator}, ${CONNECTIONS} keep-alive connections, medians of ${rounds} × ${seconds} s after a warm-up.`,
  ].join('\n');
}
