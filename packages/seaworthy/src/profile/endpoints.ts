import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from '../engine/evidence.ts';
import type { Lab } from '../lab/lab.ts';
import { Neighbours } from './neighbours.ts';
import type { Profile } from './profile.ts';
import type { Document } from './schema.ts';

/** The likeliest first. */
const LIVE = ['/livez', '/health/live', '/actuator/health/liveness', '/-/healthy'];
const READY = ['/readyz', '/health/ready', '/actuator/health/readiness', '/-/ready'];
/** One endpoint for both questions; it is taken for liveness. */
const HEALTH = ['/healthz', '/health', '/actuator/health', '/ping', '/status'];
const METRICS = ['/metrics', '/actuator/prometheus'];
const OPENAPI = [
  '/openapi.json',
  '/v3/api-docs',
  '/swagger.json',
  '/docs-json',
  '/api-json',
  '/openapi.yaml',
];

/** Longest wait for a liveness probe to say yes, in ms. */
const PATIENCE = 5000;
/** Requests at the same time: a server with one worker must not choke on being looked at. */
const AT_ONCE = 4;

export type Endpoints = Pick<Profile, 'live' | 'ready' | 'metrics' | 'openapi' | 'document' | 'notes'>;

/** The endpoints that operators need, where everybody puts them, unless the user has told where they are. */
export async function endpoints(lab: Lab, told: Partial<Profile>): Promise<Endpoints> {
  const neighbours = new Neighbours(lab);
  const notes: string[] = [];
  const toldOf = (role: 'live' | 'ready' | 'metrics' | 'openapi'): string[] =>
    told[role] === undefined ? [] : [told[role]];
  const wanted = [
    ...(['live', 'ready', 'metrics', 'openapi'] as const).flatMap(toldOf),
    ...(told.live === undefined ? [...LIVE, ...HEALTH] : []),
    ...(told.ready === undefined ? READY : []),
    ...(told.metrics === undefined ? METRICS : []),
    ...(told.openapi === undefined && told.document === undefined ? OPENAPI : []),
  ];
  const answers = await askAll(neighbours, [...new Set(wanted)]);
  await awaitLife(neighbours, answers, [...toldOf('live'), ...LIVE, ...HEALTH]);

  const first = async (
    paths: readonly string[],
    isIt: (answer: Exchange) => boolean,
  ): Promise<string | undefined> => {
    for (const path of paths) {
      const answer = answers.get(path);
      if (answer !== undefined && isIt(answer) && (await neighbours.isOwn(path, answer))) return path;
    }
    return undefined;
  };
  const find = async (
    role: 'live' | 'ready' | 'metrics' | 'openapi',
    paths: readonly string[],
    isIt: (answer: Exchange) => boolean,
    expected: string,
  ): Promise<string | undefined> => {
    const path = told[role];
    if (path === undefined) return first(paths, isIt);
    const answer = answers.get(path)!;
    if (isIt(answer)) return path;
    notes.push(`${path} is told as ${role} but not used: expected ${expected}, got ${said(answer)}.`);
    return undefined;
  };

  const separate = await find('live', LIVE, isProbe, '2xx or 503');
  const ready = await find('ready', READY, isProbe, '2xx or 503');
  const both = separate === undefined && told.live === undefined ? await first(HEALTH, isProbe) : undefined;
  const live = separate ?? both;
  if (both !== undefined && ready === undefined)
    notes.push(
      `${both} is the only health endpoint found; it is judged as liveness. Tell health.ready if there is another.`,
    );
  const metrics = await find('metrics', METRICS, isExposition, 'Prometheus text');
  const openapi = await find('openapi', OPENAPI, isDescription, 'an OpenAPI document in JSON');
  const document = told.document ?? (openapi === undefined ? undefined : documentOf(answers.get(openapi)!));
  if (openapi !== undefined && document === undefined)
    notes.push(
      `${openapi} is YAML, which is not read: serve it as JSON too, or tell a JSON file: openapi: './openapi.json'.`,
    );
  return {
    ...(live !== undefined && { live }),
    ...(ready !== undefined && { ready }),
    ...(metrics !== undefined && { metrics }),
    ...(openapi !== undefined && { openapi }),
    ...(document !== undefined && { document }),
    notes,
  };
}

async function askAll(neighbours: Neighbours, paths: readonly string[]): Promise<Map<string, Exchange>> {
  const waiting = [...paths];
  const answers = new Map<string, Exchange>();
  const ask = async (): Promise<void> => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift())
      answers.set(path, await neighbours.get(path));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return answers;
}

/** A service that has just started may not feel alive for a moment; what it says then is not how it is. */
async function awaitLife(
  neighbours: Neighbours,
  answers: Map<string, Exchange>,
  paths: readonly string[],
): Promise<void> {
  const saysNo = (path: string): boolean => answers.get(path)?.response?.status === 503;
  const deadline = performance.now() + PATIENCE;
  while (paths.some(saysNo) && performance.now() < deadline) {
    await sleep(200);
    for (const path of paths.filter(saysNo)) answers.set(path, await neighbours.get(path));
  }
}

/** 2xx, or the 503 of one that says no. */
function isProbe(answer: Exchange): boolean {
  return is2xx(answer) || answer.response?.status === 503;
}

function is2xx({ response }: Exchange): boolean {
  return response !== undefined && response.status >= 200 && response.status <= 299;
}

function isExposition(answer: Exchange): boolean {
  const { headers = {}, body = '' } = answer.response ?? {};
  const typed = /version=0\.0\.4|openmetrics-text/.test(headers['content-type'] ?? '');
  const written = /^# (HELP|TYPE) \S+ |^[a-zA-Z_:][\w:]*(\{[^\n]*\})? [-+.\deENaInf]+\s*$/m.test(body);
  return is2xx(answer) && (typed || (written && !body.trimStart().startsWith('<')));
}

function isDescription(answer: Exchange): boolean {
  if (!is2xx(answer)) return false;
  return (
    documentOf(answer) !== undefined ||
    /^["']?(openapi|swagger)["']?\s*:\s*["']?[23]\./m.test(answer.response!.body)
  );
}

function documentOf(answer: Exchange): Document | undefined {
  try {
    const value = JSON.parse(answer.response?.body ?? '') as Document | null;
    const versioned = typeof (value?.['openapi'] ?? value?.['swagger']) === 'string';
    return versioned && typeof value!['paths'] === 'object' ? value! : undefined;
  } catch {
    return undefined;
  }
}

function said({ response, error }: Exchange): string {
  if (response === undefined) return `no answer (${error ?? 'EOF'})`;
  return `${response.status} ${response.headers['content-type'] ?? 'without a content type'}`;
}
