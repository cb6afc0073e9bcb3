import type { Registry } from 'prom-client';
import type { Watch } from '../diagnostics/watch.ts';
import { registerSampled } from './sampled.ts';

/** `seaworthy_findings_total{rule}`: how often each rule of `watch` was broken. */
export function registerFindings(registry: Registry, watch: Watch): void {
  registerSampled(registry, {
    name: 'seaworthy_findings_total',
    type: 'counter',
    help: 'Problems found in the running process, by rule.',
    samples: () => Array.from(watch.counts(), ([rule, value]) => ({ labels: { rule }, value })),
  });
}
