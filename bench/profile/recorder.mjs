// Loaded into a service with --import: SIGUSR2 starts a CPU profile, the next one writes it to the file in PROFILE.
import { renameSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.setSamplingInterval', { interval: 200 });
let recording = false;

process.on('SIGUSR2', async () => {
  recording = !recording;
  if (recording) return session.post('Profiler.start');
  const { profile } = await session.post('Profiler.stop');
  // Renamed when complete, so that a reader never sees half of it.
  writeFileSync(`${process.env.PROFILE}.part`, JSON.stringify(profile));
  renameSync(`${process.env.PROFILE}.part`, process.env.PROFILE);
});
