import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { changed } from '../lab/known-requests.ts';

export interface AskedWithoutCredentials {
  asked: { how: string; exchange: Exchange }[];
}

const CREDENTIALS = /^(?:authorization|cookie|proxy-authorization|.*(?:api-?key|token|secret|auth).*)$/i;
const GARBAGE: Readonly<Record<string, Record<string, string>>> = {
  'without credentials': {},
  'with a bearer token that means nothing': { Authorization: 'Bearer c2Vhd29ydGh5' },
  'with a token signed by nobody': {
    // {"alg":"none"} and {"sub":"1","admin":true}
    Authorization: 'Bearer eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiIxIiwiYWRtaW4iOnRydWV9.',
  },
  'with a password that nobody has': { Authorization: 'Basic c2Vhd29ydGh5OnNlYXdvcnRoeQ==' },
  'with an unknown scheme': { Authorization: 'Seaworthy' },
};

export default experiment<AskedWithoutCredentials>({
  id: 'ask without credentials',
  title: 'asks for the protected route without credentials, and with some that mean nothing',
  subject: 'shared',
  needs: ['protected'],
  async run(lab) {
    const route = lab.profile.protected!;
    const others = Object.entries(route.headers).filter(([name]) => !CREDENTIALS.test(name));
    const open = { ...route, headers: Object.fromEntries(others) };
    const asked: AskedWithoutCredentials['asked'] = [];
    for (const [how, headers] of Object.entries(GARBAGE))
      asked.push({ how, exchange: await lab.request(changed(open, { headers })) });
    lab.control(
      'the service answers at all',
      asked.some(({ exchange }) => exchange.response !== undefined),
    );
    return { asked };
  },
});
