import type { DoctorRule } from '../finding.ts';

export const noShutdownHandler: DoctorRule = {
  id: 'no-shutdown-handler',
  title: 'A server listens to SIGTERM',
  judge({ identity: { listeners, servers } }) {
    if (servers.length === 0 || listeners.SIGTERM > 0) return [];
    return [
      {
        severity: 'warn',
        summary: 'Nothing listens to SIGTERM: a deployment ends this server in the middle of its requests',
        evidence: [
          `It serves on port ${servers.map(({ port }) => port).join(', ')}, with 0 listeners for SIGTERM`,
        ],
        fix: 'Drain on SIGTERM: finish what is under way, close the listener, then the pools, then exit. `shutdown(server, { db })` of @seaworthy/kit does; `seaworthy check` proves it.',
      },
    ];
  },
};
