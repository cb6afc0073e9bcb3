import { randomBytes } from 'node:crypto';
import type { Lab, RequestSpec } from '../../lab/lab.ts';
import type { Marked } from '../../log-lines/about.ts';
import type { Marking } from './marking.ts';

/** Something that must not be in the log. Nobody else knows it. */
export interface Secret {
  /** Where it was sent: `the Authorization header`. */
  where: string;
  value: string;
}

/** Known only to this run, and of letters and digits, so that no encoding hides it. */
export function makeSecrets() {
  return {
    authorization: { where: 'the Authorization header', value: secret() },
    cookie: { where: 'the Cookie header', value: secret() },
    apiKey: { where: 'the X-Api-Key header', value: secret() },
    token: { where: 'the query parameter token', value: secret() },
    queryKey: { where: 'the query parameter api_key', value: secret() },
    password: { where: 'the field password', value: secret() },
  } satisfies Record<string, Secret>;
}

function secret(): string {
  return `Sw1${randomBytes(12).toString('hex')}`;
}

type Secrets = ReturnType<typeof makeSecrets>;

/** Requests that hold the secrets, some of which work and some of which fail. */
export async function requestsWithSecrets(lab: Lab, marking: Marking, secrets: Secrets): Promise<Marked[]> {
  const { read, write } = lab.profile;
  const headers = secretHeaders(secrets);
  const query = `token=${secrets.token.value}&api_key=${secrets.queryKey.value}`;
  const requests = [
    await marking.unknown('an unknown path with secrets', { path: `/sw-secret?${query}`, headers }),
  ];
  if (read !== undefined) {
    const path = `${read.path}${read.path.includes('?') ? '&' : '?'}${query}`;
    requests.push(await marking.read('a read with secrets', { path, headers }));
  }
  if (write !== undefined) {
    const body = withPassword(lab.sample(), secrets.password.value);
    const { Authorization: _credentials, ...others } = headers;
    const change: Partial<RequestSpec> = { body: JSON.stringify(body), headers: others };
    requests.push(await marking.write('a write with a password', change));
    const [first = '', ...rest] = Object.keys(body).filter((name) => !isPassword(name));
    const broken = { ...body, [first]: rest.length === 0 ? 7 : [7] };
    requests.push(
      await marking.write('an invalid write with a password', {
        body: JSON.stringify(broken),
        headers: others,
      }),
    );
  }
  return requests;
}

export function secretHeaders({ authorization, cookie, apiKey }: Secrets): Record<string, string> {
  return {
    Authorization: `Bearer ${authorization.value}`,
    Cookie: `session=${cookie.value}`,
    'X-Api-Key': apiKey.value,
  };
}

/** In the field that is one, else in one that services should know to hide. */
function withPassword(sample: Record<string, unknown>, password: string): Record<string, unknown> {
  const field = Object.keys(sample).find(isPassword) ?? 'password';
  return { ...sample, [field]: password };
}

function isPassword(name: string): boolean {
  return /passw|passphrase|pwd/i.test(name);
}
