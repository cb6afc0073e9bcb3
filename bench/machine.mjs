import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';

/** What a reader needs to know to compare these numbers with others; the versions are those of `packages`. */
export function machineFacts(nodeBinary, packages = []) {
  return {
    date: new Date().toISOString().slice(0, 10),
    node: execFileSync(nodeBinary, ['-p', 'process.version'], { encoding: 'utf8' }).trim(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    busyCoresBefore: Number(loadavg()[0].toFixed(2)),
    versions: Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
  };
}

/** The same in sentences. */
export function machineText({ date, node, cpu, cores, busyCoresBefore, versions }) {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const machine = `${date}, Node ${node}, ${cpu}, ${cores} cores (${busyCoresBefore} busy before the run).`;
  return packages.length === 0 ? machine : `${machine} ${packages.join(', ')}.`;
}

function versionOf(name) {
  const manifest = new URL(`node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}
