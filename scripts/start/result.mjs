import { relative } from 'node:path';
import { countsLine, headline } from '../../packages/seaworthy/dist/report/tally.js';

/** The score, what failed, and where the whole story is. */
export function result({ report, page }, url) {
  const failed = report.findings.filter(({ outcome }) => outcome === 'fail');
  const lines = [
    `${report.score.total} %  ${countsLine(report)}`,
    ...failed.map(({ level, id }) => `fails: ${level} ${id}`),
    headline(report),
    '',
    `report    ${relative(process.cwd(), page)}`,
    `service   ${url} keeps running until Ctrl-C`,
  ];
  return `\n${lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n')}\n`;
}
