import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import { median } from '../../experiments/median.ts';
import memory, { grows } from '../../experiments/watch-memory.ts';

/** Bytes that each request may leave behind. */
const MOST = 1024;

const node =
  'Look for what grows with requests: a `Map` or an array at module level without a limit, listeners that are added and not removed, closures kept by timers or promises that never settle. Two heap snapshots, before and after some thousand requests, name it; `npx seaworthy doctor <pid>` does that in a running process.';

export default rule({
  id: 'leaks/memory-reaches-a-plateau',
  level: 'should',
  owner: 'app',
  title: 'Memory stops growing under steady load',
  why: 'What each request leaves behind adds up until the process is killed, in the middle of everything it was doing. Restarts hide it until traffic grows.',
  source: 'https://github.com/goldbergyoni/nodebestpractices#5-going-to-production-practices',
  doNotFlag:
    'Heaps that grow to their size and stop: it fails when three times in a row memory was highest at the end of five blocks of requests, and grew by more than 1 KiB per request.',
  fix: {
    express: node,
    nestjs: `${node} In Nest also: request-scoped providers that are kept by something global.`,
    fastify: `${node} In Fastify also: \`decorateRequest\` with an object, which all requests share.`,
    fastapi:
      'Compare two `tracemalloc` snapshots; look for module-level dicts and lists, and for `functools.cache` without `maxsize` on functions of user input.',
    django:
      'Keep `DEBUG = False`, which otherwise keeps every query; compare two `tracemalloc` snapshots; look for `functools.cache` without `maxsize`.',
    gin: 'Compare two `pprof` heap profiles (`go tool pprof -base`); look for maps without eviction, goroutines that never end, and `time.Tick`.',
    'spring-boot':
      'Cap the heap (`-XX:MaxRAMPercentage=75`), take two histograms (`jcmd <pid> GC.class_histogram`) and compare; look for static maps, `ThreadLocal`s and caches without a maximum size.',
    any: 'Compare two heap snapshots some thousand requests apart, and bound every cache.',
  },
  uses: { memory },
  judge({ memory: { series, block, failed } }) {
    if (failed > block / 10) return unclear(`${failed} requests failed: the load was not the known read’s`);
    const slopes = series.map((levels) => slope(levels) / block);
    const told = series
      .map((levels) => levels.map((level) => Math.round(level / 2 ** 20)).join(', '))
      .join(' | ');
    const last = slopes.at(-1)!;
    if (series.length < 3 || !series.every(grows) || slopes.some((each) => each <= MOST))
      return pass(`${told} MiB after each ${block} requests`);
    return fail({
      expected: `at most ${MOST} bytes left behind by a request`,
      actual: `${Math.round(last)} bytes per request, and memory grew through all ${5 * series.length} blocks`,
      evidence: [{ kind: 'note', text: `resident memory in MiB, every ${block} requests: ${told}` }],
    });
  },
});

/** Theil-Sen: the median of the slopes between all pairs, which outliers do not move. */
function slope(levels: readonly number[]): number {
  return median(
    levels.flatMap((level, at) => levels.slice(0, at).map((before, i) => (level - before) / (at - i))),
  );
}
