import { randomBytes } from 'node:crypto';
import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import type { Schema } from '../profile/schema.ts';
import { objectOf, succeeded } from './answer.ts';
import { describedBy } from './break-fields.ts';

export interface UnknownFields {
  /** Fields beside the known ones, with the values that were sent. */
  sent: Record<string, string>;
  /** The answer to the write with them. */
  answer: Exchange;
  /** What was stored, read from the answer's `Location`. */
  stored?: Exchange;
  /** Sent as the members of `__proto__` and `constructor.prototype`. */
  polluting: Record<string, string>;
  polluted: Exchange;
  /** An ordinary write after that. */
  after: Exchange;
  /** Whether the document says that any field is welcome. */
  open: boolean;
}

export default experiment<UnknownFields>({
  id: 'send unknown fields',
  title: 'sends the known write with fields that it does not have',
  subject: 'shared',
  needs: ['write'],
  async run(lab) {
    const { schema } = describedBy(lab);
    const baseline = await lab.write();
    lab.control('the known write works', succeeded(baseline));
    const taken = new Set([
      ...Object.keys(lab.sample()),
      ...Object.keys(schema?.properties ?? {}),
      ...Object.keys(objectOf(baseline) ?? {}),
    ]);
    const names = ['role', 'ownerId', `sw_${randomBytes(3).toString('hex')}`].filter(
      (name) => !taken.has(name),
    );
    const sent = Object.fromEntries(names.map((name) => [name, canary()]));
    const answer = await lab.write({ body: JSON.stringify({ ...lab.sample(), ...sent }) });
    const polluting = { seaworthy: canary() };
    const text = JSON.stringify(polluting);
    // A literal, because an object with this member cannot be written otherwise.
    const hostile = `{"__proto__":${text},"constructor":{"prototype":${text}},`;
    const polluted = await lab.write({ body: hostile + JSON.stringify(lab.sample()).slice(1) });
    const after = await lab.write();
    lab.control(
      'the service answers writes',
      [answer, polluted, after].every(({ response }) => response !== undefined),
    );
    const stored = await readStored(lab, answer);
    return { sent, answer, ...(stored && { stored }), polluting, polluted, after, open: isOpen(schema) };
  },
});

function canary(): string {
  return `sw-${randomBytes(6).toString('hex')}`;
}

async function readStored(lab: Lab, { response }: Exchange): Promise<Exchange | undefined> {
  const location = response?.headers['location'];
  if (location === undefined || !URL.canParse(location, lab.origin.href)) return undefined;
  const { host, pathname, search } = new URL(location, lab.origin);
  if (host !== lab.origin.host && host !== lab.host) return undefined;
  const { 'Content-Type': _unused, ...headers } = lab.profile.write?.headers ?? {};
  return lab.request({ path: pathname + search, headers });
}

function isOpen(schema: Schema | undefined): boolean {
  const { additionalProperties, patternProperties } = (schema ?? {}) as Record<string, unknown>;
  const object = typeof additionalProperties === 'object' && additionalProperties !== null;
  return additionalProperties === true || object || patternProperties !== undefined;
}
