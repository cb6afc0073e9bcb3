import { fail, inapplicable, pass, unclear, type Verdict } from '../engine/rule.ts';
import { statusOf, told } from './answer.ts';
import type { Attempts } from './attempt.ts';

/** The verdict on hostile requests: whatever was sent, the service must neither fail nor end. */
export function verdictOn({ tried, worksAfter, stopped }: Attempts): Verdict {
  if (tried.length === 0) return inapplicable('there was nothing to send');
  const broken = tried.filter(
    ({ exchange }) => statusOf(exchange) >= 500 && ![501, 503, 505].includes(statusOf(exchange)),
  );
  const last = tried.at(-1)!;
  // Without an answer: only a service that is gone afterwards, or closes without a word, has failed for certain.
  const ended = stopped && last.exchange.sent && last.exchange.error !== 'TIMEOUT';
  const wrong = ended ? [...broken, last] : broken;
  if (wrong.length > 0) {
    const many = wrong.length > 5 ? `; and ${wrong.length - 5} more` : '';
    const actual = wrong.slice(0, 5).map(({ name, exchange }) => `${name}: ${told(exchange)}`);
    return fail({
      expected: '2xx or 4xx',
      actual:
        actual.join('; ') + many + (ended && !worksAfter ? '; the service did not answer afterwards' : ''),
      evidence: wrong.slice(0, 5).map(({ exchange }) => exchange),
    });
  }
  if (stopped) return unclear(`${last.name} got no answer in time`);
  if (!worksAfter) return unclear('the known request did not work afterwards');
  return pass(`${tried.length} requests`);
}
