import type { Level } from '../engine/rule.ts';
import type { Preset } from './config.ts';

/** What each preset judges, by how much depends on the service. */
export const PRESETS: Readonly<Record<Preset, { level: Level; slow: boolean }>> = {
  experimental: { level: 'must', slow: false },
  standard: { level: 'should', slow: false },
  critical: { level: 'may', slow: true },
};
