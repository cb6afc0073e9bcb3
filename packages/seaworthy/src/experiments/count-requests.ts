import { randomBytes } from 'node:crypto';
import { experiment } from '../engine/experiment.ts';
import type { Lab, RequestSpec } from '../lab/lab.ts';
import { changed } from '../lab/known-requests.ts';
import { statusOf, succeeded } from './answer.ts';
import { scrape, type Scrape } from './scrape.ts';
import { works } from './works.ts';

/** How one series moved while we sent what we counted. */
export interface Movement {
  name: string;
  labels: Readonly<Record<string, string>>;
  /** Of the metric that the series belongs to; `untyped` when nothing is said. */
  type: string;
  by: number;
}

export interface Counts {
  metrics: string;
  /** Reads that succeeded, and failures on a known route (`known`) or on none; with their status. */
  good: { sent: number; status: number };
  bad: { sent: number; status: number; known: boolean };
  /** Scrapes of ours that may be counted among them. */
  scrapes: number;
  /** From before the first request to after the last, in ms: all of them together took less. */
  elapsed: number;
  movements: Movement[];
  /** Whether scrapes in a row contradict each other, as those of several workers with a registry each do. */
  contradictory: boolean;
  /** Processes below or beside the one that listens. */
  workers: number;
  /** Label sets, before and after requests to 100 unknown paths and 100 unknown ids. */
  sets: { before: number; after: number; sent: number; limited: number; examples: string[] };
}

const GOOD = 37;
const BAD = 5;
const SCRAPES = 6;
const STRANGE = 100;

/** A process of its own, so that nobody else’s requests are counted. */
export default experiment<Counts>({
  id: 'count requests',
  title: 'sends a counted number of requests, then scanner traffic, and compares the metrics',
  subject: 'fresh',
  needs: ['start', 'metrics', 'read'],
  deadline: 60_000,
  async run(lab) {
    const { read, metrics } = lab.profile;
    // What appears with the first request is there before we count.
    for (const _ of [1, 2]) lab.control('the known read works', await works(lab));
    const failing = await failure(lab);
    await lab.sleep(500);
    const before = await scrape(lab);
    lab.control('the metrics are answered', succeeded(before.answer));
    const since = lab.now();
    let good = 0;
    for (let i = 0; i < GOOD; i += 1) good += succeeded(await lab.read()) ? 1 : 0;
    lab.control(`the known read works ${GOOD} times`, good === GOOD);
    for (let i = 0; i < failing.sent; i += 1) await lab.request(failing.spec);
    await lab.sleep(500);
    const elapsed = lab.now() - since;
    const after: Scrape[] = [];
    while (after.length < SCRAPES) after.push(await scrape(lab));
    const { tree } = lab.facts();
    return {
      metrics: metrics!,
      good: { sent: GOOD, status: statusOf(await lab.read()) },
      bad: { sent: failing.sent, status: failing.status, known: failing.known },
      scrapes: 1,
      elapsed,
      movements: movements(before, after[0]!),
      contradictory: after.some((one, at) => at > 0 && movements(after[at - 1]!, one).some(goesBack)),
      workers: tree.length - 1 - tree.indexOf(lab.pid()),
      sets: await scan(lab, read!.path),
    };
  },
});

/** A request that fails: broken JSON for the known write, or a path that nobody has. Tries it once. */
async function failure(lab: Lab): Promise<{ spec: RequestSpec } & Counts['bad']> {
  const { write } = lab.profile;
  const unknown: RequestSpec = { path: strange() };
  const json = { 'Content-Type': 'application/json' };
  const broken = write && changed(write, { body: '{"sw":', headers: json });
  for (const spec of broken === undefined ? [unknown] : [broken, unknown]) {
    const status = statusOf(await lab.request(spec));
    if (status >= 400) return { spec, status, sent: BAD, known: spec === broken };
  }
  return { spec: unknown, status: 0, sent: 0, known: false };
}

function movements(before: Scrape, after: Scrape): Movement[] {
  const known = new Map(before.samples.map((one) => [keyOf(one), one.value]));
  return after.samples.flatMap(({ name, labels, value }) => {
    const by = value - (known.get(keyOf({ name, labels })) ?? 0);
    const base = name.replace(/_(?:total|count|sum|bucket)$/, '');
    const type = after.types[name] ?? after.types[base] ?? 'untyped';
    return by === 0 || Number.isNaN(by) || name.endsWith('_bucket') ? [] : [{ name, labels, type, by }];
  });
}

function goesBack({ type, by }: Movement): boolean {
  return by < 0 && (type === 'counter' || type === 'histogram' || type === 'summary');
}

/** What a scanner does; answers do not matter. */
async function scan(lab: Lab, path: string): Promise<Counts['sets']> {
  const before = setsOf(await scrape(lab));
  const byId = path.split('?')[0]!.replace(/\/[^/]*$/, '');
  const { headers } = lab.profile.read!;
  const specs: RequestSpec[] = [
    ...Array.from({ length: STRANGE }, () => ({ path: strange() })),
    ...Array.from({ length: STRANGE }, () => ({ path: byId + strange(), headers })),
  ];
  const { outcomes } = await lab.load({
    spec: (number) => specs[number]!,
    connections: 5,
    requests: specs.length,
    seconds: 20,
  });
  await lab.sleep(500);
  const after = setsOf(await scrape(lab));
  const added = [...after].filter((set) => !before.has(set));
  return {
    before: before.size,
    after: after.size,
    sent: specs.length,
    limited: outcomes['429'] ?? 0,
    examples: added.slice(0, 3),
  };
}

/** Buckets and quantiles of one thing count as one. */
function setsOf({ samples }: Scrape): Set<string> {
  return new Set(
    samples.map(({ labels: { le: _le, quantile: _quantile, ...labels } }) => JSON.stringify(labels)),
  );
}

function keyOf({ name, labels }: { name: string; labels: Readonly<Record<string, string>> }): string {
  return name + JSON.stringify(labels);
}

function strange(): string {
  return `/sw-${randomBytes(6).toString('hex')}`;
}
