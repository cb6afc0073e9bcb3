import { base } from './style/base.ts';
import { finding } from './style/finding.ts';
import { top } from './style/top.ts';
import { paper } from './style/paper.ts';
import { timeline } from './style/timeline.ts';

/** The page's style: both themes, wide and narrow, on paper; no fonts to load. */
export const style = [base, top, timeline, finding, paper].join('');
