import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';

const SHOWN = [
  'express',
  'fastify',
  '@nestjs/core',
  'pino',
  'pino-http',
  'nestjs-pino',
  'helmet',
  'prom-client',
  'zod',
];

/** What a reader needs to know to compare these numbers with others. */
export function machineFacts(nodeBinary, loadGenerator) {
  return {
    date: new Date().toISOString().slice(0, 10),
    node: execFileSync(nodeBinary, ['-p', 'process.version'], { encoding: 'utf8' }).trim(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    busyCoresBefore: Number(loadavg()[0].toFixed(2)),
    load: loadGenerator,
    versions: Object.fromEntries(SHOWN.map((name) => [name, versionOf(name)])),
  };
}

function versionOf(name) {
  const manifest = new URL(`node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}
