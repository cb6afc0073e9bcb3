import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICES } from './catalogue.mjs';
import { chosen } from './chosen.mjs';
import { installed, packed } from './footprint/installed.mjs';
import { manifestsOf } from './footprint/manifests.mjs';
import { useKitAsBuilt } from './kit-as-built.mjs';
import { machineFacts, machineText } from './machine.mjs';
import { median } from './median.mjs';
import { nodeBinary } from './node-binary.mjs';
import { startService } from './service-process.mjs';

const ROUNDS = 5;
const QUICK = ['raw', 'express-bare', 'express-kit'];

/** What each service takes before it does anything: packages, disk, and time until it answers. */
export async function measure({ only, quick, rounds = quick ? 1 : ROUNDS, node }) {
  const services = chosen(SERVICES, only ?? (quick ? QUICK : undefined));
  if (services.some(({ name }) => name.endsWith('-kit'))) useKitAsBuilt();
  const binary = nodeBinary(node);
  const machine = machineFacts(binary, ['express', 'fastify', '@nestjs/core']);
  const starts = await startsOf(services, rounds, binary);
  const sizes = sizesOf(services);
  return {
    title: `Footprint, Node ${machine.node.split('.')[0].slice(1)}`,
    markdown: `${facts(machine, rounds)}\n\n${table(services, starts, sizes)}`,
    data: { machine, rounds, starts, sizes: Object.fromEntries(sizes) },
    keepAs: services.length === SERVICES.length && rounds >= ROUNDS ? 'footprint' : undefined,
  };
}

async function startsOf(services, rounds, binary) {
  const starts = [];
  for (let round = 1; round <= rounds; round += 1)
    for (const { name } of services) {
      console.log(`round ${round}/${rounds} ${name}`);
      const service = await startService(name, binary);
      starts.push({ name, ms: service.startedIn });
      await service.stop();
    }
  return starts;
}

/** By service, and `seaworthy` for the command; `raw` needs nothing. */
function sizesOf(services) {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-bench-packed-'));
  try {
    const names = services.map(({ name }) => name);
    const wanted = manifestsOf(packed('kit', folder)).filter(({ name }) => names.includes(name));
    wanted.push({ name: 'seaworthy', packages: [packed('seaworthy', folder)] });
    return new Map(
      wanted.map(({ name, packages }) => {
        console.log(`installs ${name}`);
        return [name, installed(packages)];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function facts(machine, rounds) {
  return [
    machineText(machine),
    'Packages and size of `node_modules` after `npm install` into an empty project; the kit and the command as `npm pack` packs',
    `them. Start: from the start of the process to its first answer, medians of ${rounds}.`,
  ].join('\n');
}

function table(services, starts, sizes) {
  const rows = services.map(({ name }) => {
    const times = starts.filter((start) => start.name === name).map(({ ms }) => ms);
    return `| ${name} | ${sizeCells(sizes.get(name))} | ${Math.round(median(times))} |`;
  });
  return [
    '| service | packages | MB | start, ms |',
    '| --- | --: | --: | --: |',
    ...rows,
    `| \`seaworthy\`, the command | ${sizeCells(sizes.get('seaworthy'))} |  |`,
  ].join('\n');
}

const sizeCells = (size) => `${size?.packages ?? 0} | ${((size?.bytes ?? 0) / 1e6).toFixed(1)}`;
