/** What a manifest may ask of a service. */
const PATHS = ['/livez', '/readyz', '/metrics'];

/**
 * Checks a Kubernetes manifest as far as it speaks of the kit: probes ask what the kit serves, and the grace period
 * leaves time for the drain delay, the open requests and the resources. Throws an error about what is wrong.
 */
export function checkYaml({ text }) {
  for (const [, path] of text.matchAll(/\bpath: ([^\s,}]+)/g)) {
    if (!PATHS.includes(path)) throw new Error(`expected one of ${PATHS.join(', ')}, got ${path}`);
  }
  const grace = Number(/terminationGracePeriodSeconds: (\d+)/.exec(text)?.[1] ?? 30) * 1000;
  const variable = (name) => Number(new RegExp(`name: ${name}, value: '(\\d+)'`).exec(text)?.[1] ?? 0);
  const needed = variable('DRAIN_DELAY') + variable('SHUTDOWN_TIMEOUT');
  if (grace <= needed) throw new Error(`expected a grace period over ${needed} ms, got ${grace}`);
}
