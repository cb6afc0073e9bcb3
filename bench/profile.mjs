import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SERVICES } from './catalogue.mjs';
import { chosen } from './chosen.mjs';
import { EXCHANGES } from './exchanges.mjs';
import { useKitAsBuilt } from './kit-as-built.mjs';
import { load, loadGenerator } from './load.mjs';
import { nodeBinary } from './node-binary.mjs';
import { profileTables } from './profile/tables.mjs';
import { startService } from './service-process.mjs';

const recorder = fileURLToPath(new URL('profile/recorder.mjs', import.meta.url));

/** Where the CPU time of a warm service goes: self time by function and by package, for each of the four requests. */
export async function measure({ only, quick, seconds = quick ? 1 : 3, node }) {
  const services = chosen(SERVICES, only);
  if (services.some(({ name }) => name.endsWith('-kit'))) useKitAsBuilt();
  const binary = nodeBinary(node);
  const sections = [];
  const data = {};
  for (const { name } of services) {
    console.log(name);
    for (const [exchange, profile] of await profilesOf(name, binary, seconds)) {
      const { markdown, ...figures } = profileTables(profile);
      sections.push(`### ${name}, ${exchange}\n\n${markdown}`);
      data[`${name} ${exchange}`] = figures;
    }
  }
  return { title: `Self time under ${loadGenerator}`, markdown: sections.join('\n\n'), data };
}

async function profilesOf(name, binary, seconds) {
  const file = join(tmpdir(), `seaworthy-profile-${process.pid}.json`);
  const service = await startService(name, binary, {
    nodeArguments: ['--import', recorder],
    environment: { PROFILE: file },
  });
  try {
    for (const exchange of EXCHANGES) await load(service, exchange, Math.ceil(seconds / 2));
    const profiles = [];
    for (const exchange of EXCHANGES) {
      service.clearLog();
      service.signal('SIGUSR2');
      await load(service, exchange, seconds);
      service.signal('SIGUSR2');
      profiles.push([exchange.name, await written(file)]);
    }
    return profiles;
  } finally {
    await service.stop();
  }
}

async function written(file) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    await sleep(50);
    try {
      const profile = JSON.parse(readFileSync(file, 'utf8'));
      rmSync(file);
      return profile;
    } catch {
      // Not there yet.
    }
  }
  throw new Error(`expected a CPU profile in ${file}, got none within 5 s`);
}
