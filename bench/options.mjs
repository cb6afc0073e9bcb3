import { parseArgs } from 'node:util';

const USAGE = `npm run bench -- [topic] [options]; without a topic all that are kept in results.md
  --quick               fewer and shorter rounds: shows that everything works, too noisy to conclude from
  --only <a,b>          only these services
  --rounds <n>          rounds per service
  --seconds <n>         length of each measurement
  --node <version>      run the services on another Node, e.g. 22 or 24, from the npm package "node"
  --one-core            cost: the load shares the core of the service, see README.md
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
      'one-core': { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const [topic] = positionals;
  if (topic !== undefined && !topics.includes(topic))
    throw new Error(`expected a topic (${topics.join(', ')}), got "${topic}"`);
  if (topic === undefined && (values.only ?? values.json) !== undefined)
    throw new Error('--only and --json: expected a topic before them, got none');
  return {
    topic,
    quick: values.quick,
    only: values.only?.split(','),
    rounds: atLeastOne('rounds', values.rounds),
    seconds: atLeastOne('seconds', values.seconds),
    node: values.node,
    oneCore: values['one-core'],
    json: values.json,
  };
}

/** `undefined` stays so: then each topic has a default of its own. */
function atLeastOne(name, value) {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new Error(`--${name}: expected a whole number from 1 on, got "${value}"`);
}
