import type { Exchange } from '../engine/evidence.ts';
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
  // Whoever is gone afterwards has failed, and whoever closed politely without a word; a reset may have hidden the answer.
  const closed = last.exchange.sent && last.exchange.error === 'EOF';
  const ended = stopped && last.exchange.connected && (isGone(last.exchange, worksAfter) || closed);
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
  if (stopped) return unclear(`${last.name}: ${told(last.exchange)}`);
  if (!worksAfter) return unclear('the known request did not work afterwards');
  return pass(`${tried.length} requests`);
}

function isGone({ error }: Exchange, worksAfter: boolean): boolean {
  return error !== 'TIMEOUT' && !worksAfter;
}
