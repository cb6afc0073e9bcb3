import { defect } from './defect.mjs';

/** Levels by weight. */
export const levels = { debug: 20, info: 30, warn: 40, error: 50, fatal: 60 };

const held = [];
let least = levels.info;

// Whoever read our output has gone; that is no reason to stop serving.
process.stdout.on('error', () => {});

if (defect('logs/arrive-at-once')) {
  setInterval(flush, 10_000).unref();
  process.on('exit', flush);
}

/** Lines below `level` are not written. */
export function logFrom(level) {
  least = levels[level];
}

/** Writes one JSON line. */
export function log(level, msg, fields) {
  if (levels[level] < least) return;
  write(JSON.stringify({ time: timestamp(), level, msg, ...fields }));
}

/** Writes one line as it is. */
export function write(line) {
  if (defect('logs/arrive-at-once')) held.push(line);
  else process.stdout.write(`${line}\n`);
}

function flush() {
  for (const line of held.splice(0)) process.stdout.write(`${line}\n`);
}

function timestamp() {
  const now = new Date();
  if (!defect('logs/timestamps-have-a-zone')) return now.toISOString();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 23);
}
