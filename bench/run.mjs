// npm run bench -- [topic] [options]: measures one topic or all, prints and keeps them in results.md.
import { writeFileSync } from 'node:fs';
import { readOptions } from './options.mjs';
import { keepResult } from './results.mjs';

/**
 * A topic is a module with `measure(options)` → `{ title, markdown, data, keepAs? }`; a new one needs a line here and a
 * file. `readme`, if any, goes between the topic's markers in the README of the repository.
 */
const TOPICS = {
  cost: () => import('./cost.mjs'),
  loss: () => import('./loss.mjs'),
  restart: () => import('./restart.mjs'),
  doctor: () => import('./doctor.mjs'),
  check: () => import('./check.mjs'),
  footprint: () => import('./footprint.mjs'),
  frameworks: () => import('./frameworks.mjs'),
  profile: () => import('./profile.mjs'),
};
/** It tells where to look, and its result is nobody's claim. */
const NEVER_KEPT = ['profile'];

const { topic, json, ...options } = readOptions(process.argv.slice(2), Object.keys(TOPICS));
const asked =
  topic === undefined ? Object.keys(TOPICS).filter((name) => !NEVER_KEPT.includes(name)) : [topic];
for (const name of asked) {
  const { measure } = await TOPICS[name]();
  const result = await measure(options);
  console.log(`\n## ${result.title}\n\n${result.markdown}`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(result.data, null, 2)}\n`);
  if (result.keepAs === undefined)
    console.log('results.md is left as it was: only a whole run at full length is kept.');
  else keepResult(name, result);
}
