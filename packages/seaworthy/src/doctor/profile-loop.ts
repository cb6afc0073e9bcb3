import type { Target } from './target/target.ts';

/** A stretch of time in which one function of the application kept the event loop to itself. */
export interface Stretch {
  /** In ms. */
  ms: number;
  /** Name and `file:line` of the frames from the one that runs to the one that began it. */
  frames: string[];
  /** Of the innermost frame of the application. */
  site: string;
}

/** What a CPU profile says. */
export interface CpuFacts {
  ms: number;
  /** Share of the time in which JavaScript ran. */
  busy: number;
  /** The longest ones of at least 50 ms, longest first. */
  stretches: Stretch[];
}

const INTERVAL = 5;
const SHORTEST = 50;

interface Node {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number };
  children?: number[];
  positionTicks?: { line: number; ticks: number }[];
}

export interface Profile {
  nodes: Node[];
  samples?: number[];
  /** In microseconds. */
  timeDeltas?: number[];
}

/** Profiles the target while `meanwhile` goes on. */
export async function profileLoop<Result>(
  target: Target,
  meanwhile: () => Promise<Result>,
): Promise<{ result: Result; cpu: CpuFacts }> {
  await target.callPausing('Profiler.enable');
  try {
    await target.call('Profiler.setSamplingInterval', { interval: INTERVAL * 1000 });
    await target.callPausing('Profiler.start');
    const result = await meanwhile();
    const { profile } = await target.callPausing<{ profile: Profile }>('Profiler.stop', {}, 20_000);
    return { result, cpu: readProfile(profile) };
  } finally {
    await target.call('Profiler.disable').catch(() => {});
  }
}

/** Reads the stretches out of a profile. */
export function readProfile({ nodes, samples = [], timeDeltas = [] }: Profile): CpuFacts {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const stackOf = (id: number): Node[] => {
    const stack: Node[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) stack.push(byId.get(at)!);
    return stack;
  };
  const stacks = new Map<number, Node[]>();
  /** Functions of the application that are on the stack now, and since when they have been without a gap. */
  let open = new Map<number, { ms: number; leaf: Map<number, number> }>();
  const ended: { node: number; ms: number; leaf: Map<number, number> }[] = [];
  let total = 0;
  let busy = 0;
  samples.forEach((id, at) => {
    // A process that was not running got no sample: that time is not its own.
    const wall = (timeDeltas[at] ?? 0) / 1000;
    const ms = Math.min(wall, 2 * INTERVAL);
    total += wall;
    let stack = stacks.get(id);
    if (stack === undefined) stacks.set(id, (stack = stackOf(id)));
    const [leaf] = stack;
    if (leaf !== undefined && !['(idle)', '(program)', '(root)'].includes(leaf.callFrame.functionName))
      busy += ms;
    const next: typeof open = new Map();
    // Neither the end of a stretch nor a part of it: who runs is not who is to blame.
    if (leaf?.callFrame.functionName === '(garbage collector)') return;
    for (const node of stack) {
      if (!isApplication(node)) continue;
      const known = open.get(node.id) ?? { ms: 0, leaf: new Map<number, number>() };
      known.ms += ms;
      known.leaf.set(id, (known.leaf.get(id) ?? 0) + ms);
      next.set(node.id, known);
    }
    for (const [node, stretch] of open) if (!next.has(node)) ended.push({ node, ...stretch });
    open = next;
  });
  for (const [node, stretch] of open) ended.push({ node, ...stretch });
  const stretches = ended
    .filter(({ ms }) => ms >= SHORTEST)
    .sort((a, b) => b.ms - a.ms)
    .flatMap(({ ms, leaf }) => {
      const [most] = [...leaf].sort((a, b) => b[1] - a[1]);
      const stack = stacks.get(most![0])!;
      const inner = stack.find(isApplication)!;
      return { ms, site: siteOf(inner), frames: stack.filter(isCode).map(frameOf) };
    });
  const seen = new Set<string>();
  return {
    ms: total,
    busy: total === 0 ? 0 : busy / total,
    // A caller and what it calls are one stretch: the longest of each site is told.
    stretches: stretches.filter(({ site }) => !seen.has(site) && seen.add(site)).slice(0, 5),
  };
}

/** The doctor's own probes have no address. */
function isCode({ callFrame: { url, functionName } }: Node): boolean {
  return url !== '' || functionName.startsWith('RegExp');
}

function isApplication({ callFrame: { url } }: Node): boolean {
  return url !== '' && !url.startsWith('node:') && !/[\\/]node_modules[\\/]/.test(url);
}

function frameOf(node: Node): string {
  const { functionName } = node.callFrame;
  return `${functionName === '' ? '(anonymous)' : functionName} ${siteOf(node)}`.trim();
}

/** The line at which most samples were taken, else the one at which the function begins. */
function siteOf({ callFrame: { url, lineNumber }, positionTicks = [] }: Node): string {
  if (url === '') return '';
  const [hottest] = [...positionTicks].sort((a, b) => b.ticks - a.ticks);
  return `${url.replace(/^file:\/\//, '')}:${hottest?.line ?? lineNumber + 1}`;
}
