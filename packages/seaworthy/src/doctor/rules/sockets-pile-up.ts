import type { DoctorRule, Finding } from '../finding.ts';
import { growthOf } from '../growth.ts';
import { siteOf } from '../site-of.ts';

const LEAST = 10;

export const socketsPileUp: DoctorRule = {
  id: 'sockets-pile-up',
  title: 'Connections that are opened are closed again',
  judge({ resources, births = [], sockets }) {
    if (resources === undefined || sockets === undefined) return { unclear: 'sockets were not watched' };
    const counts = resources.map(({ TCPSocketWrap = 0, TLSWrap = 0 }) => TCPSocketWrap + TLSWrap);
    const growth = growthOf(counts);
    const counted = `TCP sockets, counted ${counts.length} times: ${counts.join(', ')}`;
    const outgoing: Omit<Finding, 'rule'>[] = births
      .filter(({ kind, left, made }) => kind === 'outgoing socket' && left >= LEAST && left >= made * 0.9)
      .filter(() => growth !== undefined && growth.by >= LEAST && growth.steps >= 4)
      .slice(0, 3)
      .map(({ stack, made, left, to }) => {
        const site = siteOf(stack);
        return {
          severity: 'error',
          summary: `Connections to ${to ?? 'somewhere'} pile up: ${left} of the last ${made} are still open`,
          evidence: [counted],
          ...(site !== undefined && { site }),
          fix: 'End what was opened (`socket.end()`, consume or destroy the response body), set a timeout, and share one agent or pool.',
        };
      });
    const halfClosed: Omit<Finding, 'rule'>[] = sockets.closeWait
      .filter(({ count }) => count >= LEAST)
      .map(({ remotePort, count }) => ({
        severity: 'error',
        summary: `${count} connections to port ${remotePort} were closed by the other side and are still open here`,
        evidence: ['The kernel counts them as CLOSE_WAIT: this process never closed its end.'],
        fix: 'Close the socket on `end`, and destroy it on `error`; `allowHalfOpen` leaves that to you.',
      }));
    return [...outgoing, ...halfClosed];
  },
};
