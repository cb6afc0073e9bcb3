// npm run bench -- [topic] [options]: measures one topic, prints it and keeps it in results.md.
import { writeFileSync } from 'node:fs';
import { readOptions } from './options.mjs';
import { keepResult } from './results.mjs';

/** A topic is a module with `measure(options)` → `{ title, markdown, data }`; a new one needs a line here and a file. */
const TOPICS = {
  cost: () => import('./cost.mjs'),
  profile: () => import('./profile.mjs'),
  doctor: () => import('./doctor.mjs'),
};

const { topic, ...options } = readOptions(process.argv.slice(2), Object.keys(TOPICS));
const { measure } = await TOPICS[topic]();
const result = await measure(options);

console.log(`\n## ${result.title}\n\n${result.markdown}`);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(result.data, null, 2)}\n`);
if (result.keepAs === undefined)
  console.log('results.md is left as it was: only a whole run at full length is kept.');
else keepResult(result);
