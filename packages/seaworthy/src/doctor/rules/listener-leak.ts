import type { DoctorRule } from '../finding.ts';
import { siteOf } from '../site-of.ts';

/** A listener per request is the usual way; a few at a time come with connections that are opening. */
const ADDED = 5;
const USUAL_LIMIT = 10;

export const listenerLeak: DoctorRule = {
  id: 'listener-leak',
  title: 'Listeners that are added are removed again',
  judge: ({ listeners = [], loop }) =>
    listeners
      .filter(
        ({ added, removed, now }) => added - removed >= ADDED && removed <= added / 10 && now > USUAL_LIMIT,
      )
      .map(({ emitter, event, added, removed, now, stacks }) => {
        const site = stacks.map(({ stack }) => siteOf(stack)).find((one) => one !== undefined);
        return {
          severity: 'error',
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
      }),
};
