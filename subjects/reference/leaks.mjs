import { openSync } from 'node:fs';
import { defect } from './defect.mjs';

const kept = [];

/** Where the leaks are, one of each kind. */
export function leak({ url }) {
  if (defect('leaks/memory-reaches-a-plateau')) kept.push(Array.from({ length: 512 }, () => url));
  if (defect('leaks/descriptors-return')) kept.push(openSync('/dev/null'));
  if (defect('leaks/runtime-reports-nothing')) process.on('exit', () => url);
}
