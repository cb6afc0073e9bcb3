import { randomBytes } from 'node:crypto';
import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import type { Profile } from '../profile/profile.ts';
import { speaksJson } from './answer.ts';

export interface UnknownPaths {
  /** Answers to paths that nobody can have: beside the API's routes, with the credentials of the known read. */
  answers: Exchange[];
  /** The known read, when there is one. */
  read?: Exchange;
  /** Whether the service has shown that it is an API: it reads or writes JSON, or describes itself. */
  api: boolean;
}

/** Asks for two random paths below the API's prefix, so that a page for every path elsewhere does not count. */
export default experiment<UnknownPaths>({
  id: 'ask for unknown paths',
  title: 'asks for two paths that do not exist',
  subject: 'shared',
  async run(lab) {
    const answers = [await unknown(lab), await unknown(lab)];
    lab.control(
      'the service answers at all',
      answers.every(({ response }) => response !== undefined),
    );
    const { profile } = lab;
    const read = profile.read === undefined ? undefined : await lab.read();
    const described = profile.document !== undefined || profile.write !== undefined;
    return {
      answers,
      ...(read !== undefined && { read }),
      api: described || (read !== undefined && speaksJson(read)),
    };
  },
});

/** Asks once for a path that nobody has. */
export function unknown(lab: Lab): Promise<Exchange> {
  const { read } = lab.profile;
  return lab.request({
    path: `${prefixOf(lab.profile)}/sw-${randomBytes(6).toString('hex')}`,
    headers: { ...read?.headers, Accept: 'application/json' },
  });
}

/** `/api/v1` of `/api/v1/users`, or nothing. */
export function prefixOf({ read, write, paths }: Profile): string {
  const known = [read?.path, write?.path, ...paths].filter((path) => path !== undefined);
  const prefixes = known.map((path) => /^(?:\/(?:api|rest|v\d+))+(?=\/)/i.exec(path)?.[0]);
  return prefixes.find((prefix) => prefix !== undefined) ?? '';
}
