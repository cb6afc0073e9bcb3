import type { Level } from '../engine/rule.ts';
import { evidenceLine } from './evidence-line.ts';
import { exitCode } from './exit-code.ts';
import { readable } from './mask.ts';
import { oneLine } from './printable.ts';
import type { Finding, Report, Service } from './report.ts';
import { reproduce } from './reproduce.ts';
import { isSpared, spareReason } from './tally.ts';

const LEVELS: Record<Level, 'error' | 'warning' | 'note'> = { must: 'error', should: 'warning', may: 'note' };

/**
 * SARIF 2.1.0 for code scanning: every rule with its help, a result for each failure, accepted ones as suppressed.
 * Behaviour has no line in a file, so results point to the file that the command starts, or to the folder.
 */
export function sarif(full: Report): string {
  const report = readable(full);
  const { tool, findings, startedAt, ms } = report;
  const failures = findings.filter(({ outcome }) => outcome === 'fail');
  const run = {
    tool: {
      driver: {
        name: tool.name,
        semanticVersion: tool.version,
        informationUri: 'https://www.npmjs.com/package/seaworthy',
        rules: findings.map(ruleOf),
      },
    },
    invocations: [
      {
        executionSuccessful: exitCode(report) !== 2,
        startTimeUtc: startedAt,
        endTimeUtc: new Date(Date.parse(startedAt) + ms).toISOString(),
        toolExecutionNotifications: findings.flatMap(notification),
      },
    ],
    results: failures.map((finding) => result(finding, findings.indexOf(finding), report)),
    columnKind: 'utf16CodeUnits',
  };
  const $schema = 'https://json.schemastore.org/sarif-2.1.0.json';
  return `${JSON.stringify({ $schema, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function ruleOf({ id, topic, level, owner, title, why, fix, source }: Finding): object {
  const uri = /https:\/\/[^\s,;)]+/.exec(source)?.[0];
  return {
    id,
    name: id.replace(/(?:^|[/-])(\w)/g, (_all, first: string) => first.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: {
      text: `${why}\n\nFix: ${fix}\n\nSource: ${source}`,
      markdown: `${why}\n\n**Fix.** ${fix}\n\n**Source.** ${source}`,
    },
    ...(uri !== undefined && { helpUri: uri }),
    defaultConfiguration: { level: LEVELS[level] },
    properties: { tags: [topic, owner], precision: 'high' },
  };
}

function result(finding: Finding, ruleIndex: number, report: Report): object {
  const { id, level, expected = '', actual = '', evidence = [] } = finding;
  const snippet = reproduce(finding, report);
  const text = [
    `Expected ${oneLine(expected, 600)}, got ${oneLine(actual, 600)}.`,
    ...evidence.slice(0, 5).map(evidenceLine),
    ...(snippet === undefined ? [] : [`Reproduce:\n${snippet}`]),
  ].join('\n');
  const spared = spareReason(finding);
  return {
    ruleId: id,
    ruleIndex,
    kind: 'fail',
    level: LEVELS[level],
    message: { text },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: fileOf(report.service) }, region: { startLine: 1 } },
        logicalLocations: evidence.slice(0, 1).flatMap((piece) =>
          piece.kind === 'exchange'
            ? [
                {
                  fullyQualifiedName: oneLine(`${piece.request.method} ${piece.request.path}`, 120),
                  kind: 'resource',
                },
              ]
            : [],
        ),
      },
    ],
    partialFingerprints: { 'rule/v1': id },
    ...(isSpared(finding) && { suppressions: [{ kind: 'external', justification: spared }] }),
  };
}

/** What could not be judged: our faults as errors, the rest as notes. */
function notification({ id, outcome, reason = '' }: Finding): object[] {
  if (outcome !== 'broken' && outcome !== 'unclear') return [];
  const level = outcome === 'broken' ? 'error' : 'note';
  return [{ level, message: { text: `${outcome}: ${oneLine(reason, 600)}` }, associatedRule: { id } }];
}

/** The first thing in the command that looks like a file of the project. */
function fileOf({ command = '' }: Service): string {
  const file = command
    .split(/\s+/)
    .find((word) => /^(?:\.\/)?[\w-][\w./-]*\.(?:[cm]?[jt]s|py|rb|go|jar|php)$/.test(word));
  return file?.replace(/^\.\//, '') ?? '.';
}
