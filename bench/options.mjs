import { parseArgs } from 'node:util';
import { SERVICES } from './catalogue.mjs';

const USAGE = `npm run bench -- [topic] [options]
  --quick               one short round: shows that everything works, too noisy to conclude from
  --only <a,b>          only these services
  --rounds <n>          rounds per service, medians are taken over them (3)
  --seconds <n>         length of each measurement (3)
  --node <version>      run the services on another Node, e.g. 22 or 24, from the npm package "node"
  --json <file>         also write every number of every round`;

/** What was asked on the command line; a mistake ends the process with the usage and exit code 2. */
export function readOptions(args, topics) {
  try {
    return parse(args, topics);
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}\n\ntopics: ${topics.join(', ')}`);
    process.exit(2);
  }
}

function parse(args, topics) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      node: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const { quick } = values;
  const [topic = 'cost'] = positionals;
  if (!topics.includes(topic)) throw new Error(`expected a topic (${topics.join(', ')}), got "${topic}"`);
  return {
    topic,
    quick,
    services: chosen(values.only),
    rounds: atLeastOne('rounds', values.rounds ?? (quick ? 1 : 3)),
    seconds: atLeastOne('seconds', values.seconds ?? (quick ? 1 : 3)),
    node: values.node,
    json: values.json,
  };
}

function chosen(only) {
  if (only === undefined) return SERVICES;
  return only.split(',').map((name) => {
    const service = SERVICES.find((known) => known.name === name);
    if (service !== undefined) return service;
    throw new Error(
      `--only: expected names among ${SERVICES.map((known) => known.name).join(', ')}, got "${name}"`,
    );
  });
}

function atLeastOne(name, value) {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new Error(`--${name}: expected a whole number from 1 on, got "${value}"`);
}
