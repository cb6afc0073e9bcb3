import type { Finding, FindingRule } from './finding.ts';

/** Where findings are written: pino's signature. */
export interface FindingLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Takes a finding; `key` says which of them are the same problem seen again. */
export type Report = (key: string, finding: Finding, options?: { log?: boolean }) => void;

const QUIET_MS = 60_000;
const KEPT = 100;

/** Counts every finding, keeps the latest of each problem, and tells about a problem once a minute at most. */
export class Findings {
  readonly counts = new Map<FindingRule, number>();
  readonly #latest = new Map<string, { finding: Finding; toldAt: number }>();

  constructor(
    private readonly on: ((finding: Finding) => void) | undefined,
    private readonly log: FindingLog | undefined,
  ) {}

  /** Oldest problem first. */
  list(): Finding[] {
    return Array.from(this.#latest.values(), ({ finding }) => finding);
  }

  readonly report: Report = (key, finding, { log = true } = {}) => {
    this.counts.set(finding.rule, (this.counts.get(finding.rule) ?? 0) + 1);
    const now = performance.now();
    const known = this.#latest.get(key);
    if (known !== undefined && now - known.toldAt < QUIET_MS) {
      known.finding = finding;
      return;
    }
    this.#latest.delete(key);
    this.#latest.set(key, { finding, toldAt: now });
    if (this.#latest.size > KEPT) this.#latest.delete(this.#latest.keys().next().value!);
    if (log) this.#write(finding);
    this.#tell(finding);
  };

  #write({ severity, summary, ...fields }: Finding): void {
    this.log?.[severity](fields, summary);
  }

  /** Diagnostics never take the service down, not even when the callback throws. */
  #tell(finding: Finding): void {
    try {
      this.on?.(finding);
    } catch (error) {
      this.log?.error({ err: error, rule: finding.rule }, 'The `on` callback of `watch` threw');
    }
  }
}
