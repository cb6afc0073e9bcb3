import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { writeOf } from '../lab/known-requests.ts';
import type { Lab } from '../lab/lab.ts';
import { askRaw } from './ask-raw.ts';
import { attempt, type Attempts } from './attempt.ts';
import { works } from './works.ts';

export interface HostileBodies {
  /** Bodies that are no JSON. */
  malformed: Attempts;
  /** JSON with values that databases and careless code stumble over. */
  values: Attempts;
  /** JSON nested deeper and deeper. */
  nested: Attempts;
}

const VALUES: Readonly<Record<string, string>> = {
  'a NUL character': String.raw`"sw\u0000sw"`,
  'half of a surrogate pair': String.raw`"sw\ud800sw"`,
  '2147483648': '2147483648',
  '9223372036854775808': '9223372036854775808',
  '1e309': '1e309',
  '-0': '-0',
  'an empty string': '""',
  'a string of 100 KB': JSON.stringify('x'.repeat(100 * 1024)),
  null: 'null',
  'an array of null': '[null]',
  '__proto__ as a key': '{"__proto__":{"sw":1}}',
};

/** Fields that are given hostile values at most. */
const MOST_FIELDS = 4;

export default experiment<HostileBodies>({
  id: 'send hostile bodies',
  title: 'sends malformed, hostile and deeply nested JSON',
  // A crash must be known to be ours.
  subject: 'fresh',
  needs: ['write', 'disturb'],
  deadline: 90_000,
  async run(lab) {
    const writes = (): Promise<boolean> => works(lab, () => lab.write());
    lab.control('the known write works', await writes());
    const malformed = await attempt(writes, malformedBodies(lab));
    const values = await attempt(writes, hostileValues(lab));
    const nested = await attempt(writes, nestedBodies(lab));
    return { malformed, values, nested };
  },
});

type Sends = Iterable<[name: string, send: () => Promise<Exchange>]>;

function* malformedBodies(lab: Lab): Sends {
  const whole = JSON.stringify(lab.sample());
  const bodies = {
    'cut off': '{"name":',
    'a stray comma': `${whole.slice(0, -1)},}`,
    'no JSON': 'seaworthy',
  };
  for (const [name, body] of Object.entries(bodies)) yield [name, () => lab.write({ body })];
}

function* hostileValues(lab: Lab): Sends {
  const fields = Object.keys(lab.sample()).slice(0, MOST_FIELDS);
  for (const [name, text] of Object.entries(VALUES)) {
    for (const field of fields)
      yield [`${name} as ${field}`, () => lab.write({ body: bodyWith(lab, field, text) })];
  }
  for (const field of fields) {
    const bytes = Buffer.from(bodyWith(lab, field, '"sw\u00ff\u00fe"'), 'latin1');
    yield [`bytes that are not UTF-8 as ${field}`, () => askRaw(lab, writeOf(lab.profile.write!, {}), bytes)];
  }
}

function* nestedBodies(lab: Lab): Sends {
  const field = Object.keys(lab.sample())[0];
  for (const depth of [1000, 10_000, 100_000]) {
    const nested = '['.repeat(depth) + ']'.repeat(depth);
    yield [`${depth} nested arrays`, () => lab.write({ body: nested })];
    if (field !== undefined)
      yield [`${depth} nested arrays as ${field}`, () => lab.write({ body: bodyWith(lab, field, nested) })];
  }
}

/** A good body with this JSON text as the value of one field. */
function bodyWith(lab: Lab, field: string, text: string): string {
  const { [field]: _replaced, ...rest } = lab.sample();
  const others = JSON.stringify(rest).slice(1);
  return `{${JSON.stringify(field)}:${text}${others === '}' ? '' : ','}${others}`;
}
