/** What this process's own environment must not decide: the contract's variables, and those of the test runner. */
const FOREIGN =
  /^(PORT|HOST|DATABASE_URL|REDIS_URL|LOG_LEVEL|DRAIN_DELAY|SHUTDOWN_TIMEOUT|TRUSTED_PROXIES|NODE_ENV|NODE_OPTIONS|VITEST.*|TEST|MODE|DEV|PROD|SSR|BASE_URL|FORCE_COLOR|SEAWORTHY_STARTER)$/;

/** The environment of a service: this machine's, with nothing that says how to run it but `told`. */
export function environmentOf(told: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  return { ...(Object.fromEntries(own) as Record<string, string>), ...told };
}
