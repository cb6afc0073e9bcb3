import { randomBytes } from 'node:crypto';
import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { describedBy } from './break-fields.ts';
import { waysToBreak } from './break-a-field.ts';

export interface SentSecrets {
  /** What was sent as the secret. Nobody else knows it. */
  canary: string;
  /** Answers to writes that hold the secret: another field invalid, then the secret's own type wrong. */
  answers: Exchange[];
}

const SECRET = /passw|passphrase|secret|token|credential|api_?key|\bpin\b/i;

export default experiment<SentSecrets>({
  id: 'send secrets',
  title: 'sends invalid writes that hold a password',
  subject: 'shared',
  needs: ['write'],
  async run(lab) {
    const canary = `Sw1!${randomBytes(8).toString('hex')}`;
    const sample = lab.sample();
    const field = Object.keys(sample).find((name) => SECRET.test(name)) ?? 'password';
    const known = describedBy(lab);
    const others = Object.keys(sample).filter((name) => name !== field);
    const other = others.find((name) => known.required.includes(name)) ?? others[0];
    const bodies: unknown[] = [{ ...sample, [field]: [canary] }];
    if (other !== undefined) {
      for (const { body } of waysToBreak({ ...lab.sample(), [field]: canary }, other, known))
        bodies.push(body);
    }
    const answers: Exchange[] = [];
    for (const body of bodies) answers.push(await lab.write({ body: JSON.stringify(body) }));
    lab.control(
      'the service answers writes',
      answers.every(({ response }) => response !== undefined),
    );
    return { canary, answers };
  },
});
