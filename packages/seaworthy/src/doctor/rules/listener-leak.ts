import type { DoctorRule } from '../finding.ts';
import { siteOf } from '../site-of.ts';

/** A listener per request is the usual way; a few at a time come with connections that are opening. */
const ADDED = 5;
const USUAL_LIMIT = 10;
/** So many times the limit of an emitter did not come by themselves. */
const CROWD = 5;

export const listenerLeak: DoctorRule = {
  id: 'listener-leak',
  title: 'Listeners that are added are removed again',
  judge({ listeners, loop, walk, deep }) {
    if (listeners === undefined) return { unclear: 'listeners were not watched' };
    const leaks = listeners
      .filter(
        ({ added, removed, now }) => added - removed >= ADDED && removed <= added / 10 && now > USUAL_LIMIT,
      )
      .map(({ emitter, event, added, removed, now, stacks }) => {
        const site = stacks.map(({ stack }) => siteOf(stack)).find((one) => one !== undefined);
        return {
          severity: 'error' as const,
          summary: `\`${emitter}\` gains listeners for \`${event}\` and loses none: ${now} by now`,
          evidence: [
            `${added} added and ${removed} removed in ${((loop?.ms ?? 0) / 1000).toFixed(0)} s, on one emitter`,
            ...stacks
              .slice(0, 1)
              .map(({ stack, times }) => `${times} of them by ${siteOf(stack) ?? 'code without an address'}`),
          ],
          ...(site !== undefined && { site }),
          fix: 'Add the listener once, outside of the request, or remove it when its owner is done: `once`, `off` in `finally`, or the `signal` option. A higher limit only hides it.',
        };
      });
    const [crowd] = [...(walk?.crowded ?? []), ...(deep?.crowded ?? [])].sort(
      (a, b) => b.listeners - a.listeners,
    );
    if (leaks.length > 0 || crowd === undefined || crowd.listeners < CROWD * crowd.limit) return leaks;
    return {
      unclear:
        `\`${crowd.emitter}\` has ${crowd.listeners} listeners for \`${crowd.event}\`, far above its limit of ` +
        `${crowd.limit}, but gained none while it was watched: watch for longer (--window 30), or under load`,
    };
  },
};
