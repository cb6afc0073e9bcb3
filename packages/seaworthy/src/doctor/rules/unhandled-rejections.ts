import type { DoctorRule } from '../finding.ts';
import { siteOf } from '../site-of.ts';

export const unhandledRejections: DoctorRule = {
  id: 'unhandled-rejections',
  title: 'Every promise that fails is handled',
  judge({ rejections, loop }) {
    if (rejections === undefined) return { unclear: 'rejections were not watched' };
    const { count, stacks } = rejections;
    const places = new Map<string, { name: string; site: string | undefined; times: number }>();
    for (const { name, stack, times } of stacks) {
      const site = siteOf(stack);
      const place = places.get(`${name} ${site}`) ?? { name, site, times: 0 };
      place.times += times;
      places.set(`${name} ${site}`, place);
    }
    return [...places.values()].slice(0, 3).map(({ name, site, times }) => ({
      severity: 'error' as const,
      summary: `Promises fail and nobody handles it: ${times} of ${count} rejections are ${name === 'string' ? 'strings' : `of class ${name}`}`,
      evidence: [
        `Within ${((loop?.ms ?? 0) / 1000).toFixed(0)} s; the process goes on because it listens to them or Node was told to`,
      ],
      ...(site !== undefined && { site }),
      fix: 'Await the promise or give it a `catch`. A listener that swallows rejections hides half-done work: log, drain and exit instead.',
    }));
  },
};
