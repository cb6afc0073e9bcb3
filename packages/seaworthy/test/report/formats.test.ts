import { describe, expect, it } from 'vitest';
import { badge } from '../../src/report/badge.ts';
import { github } from '../../src/report/github.ts';
import { junit } from '../../src/report/junit.ts';
import { markdown } from '../../src/report/markdown.ts';
import { sarif } from '../../src/report/sarif.ts';
import type { Report } from '../../src/report/report.ts';
import { hostile, sample } from './sample/sample.ts';

describe('the report for a pull request', () => {
  it('begins with what matters: score, verdict, and a table of what failed, accepted ones last', () => {
    const lines = markdown(sample()).split('\n');
    expect(lines[0]).toBe('<!-- seaworthy -->');
    expect(lines[2]).toBe('### 28 % seaworthy: Not fit for production: 4 musts fail.');
    const rows = lines.filter((line) => line.startsWith('| ') && line.includes('<br>'));
    expect(rows).toHaveLength(7);
    expect(rows[0]).toMatch(/^\| 🔴 must \| .*<br>`shutdown\/finishes-in-flight` \| all 3 open requests/);
    expect(rows.slice(-2).every((row) => row.startsWith('| ⚪'))).toBe(true);
  });

  it('tells what happened to the process, once', () => {
    expect(markdown(sample()).match(/ms {2}SIGTERM$/gm)).toHaveLength(1);
  });

  it('opens and closes as many folds and fences', () => {
    const text = markdown(sample());
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    expect((text.match(/^```/gm)?.length ?? 0) % 2).toBe(0);
  });

  it('takes nothing of the service for markup', () => {
    const text = markdown(hostile('a | b <img src=x> @everyone https://evil.example ``` `x` [l](u)'));
    const row = text.split('\n').find((line) => line.startsWith('| ') && line.includes('finishes-in-flight'));
    expect(row).toContain('a \\| b \\<img src=x\\> @\u200beveryone https:\u200b//evil.example \\`\\`\\`');
    expect(text).toContain('````\n');
  });

  it('stays below what GitHub takes', () => {
    const report = sample();
    report.findings = Array.from({ length: 12 }, () => report.findings).flat();
    expect(markdown(report).length).toBeLessThan(65_536);
    expect(markdown(report)).toContain('more failures do not fit here.');
  });
});

describe('annotations', () => {
  it('are errors for musts, warnings for shoulds, and leave out what is accepted', () => {
    const lines = github(sample()).split('\n');
    expect(lines.map((line) => line.slice(0, line.indexOf('::', 2)))).toEqual([
      '::error title=shutdown/finishes-in-flight',
      '::error title=errors/hides-internals',
      '::error title=input/malformed-json-is-400',
      '::error title=wire/rejects-both-framings',
      '::warning title=request-id/on-every-response',
      '::warning title=leaks/keeps-its-memory is broken',
      '::notice title=seaworthy%3A 28 %25',
    ]);
  });

  it('let no service write commands of its own', () => {
    const lines = github(hostile('a\n::error::owned\r\n::set-output name=x::y')).split('\n');
    expect(lines).toHaveLength(7);
    for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) title=[^:,]+::/);
  });
});

describe('SARIF', () => {
  interface Sarif {
    version: string;
    runs: {
      tool: {
        driver: {
          rules: { id: string; help: { text: string }; helpUri: string; defaultConfiguration: object }[];
        };
      };
      results: {
        ruleId: string;
        ruleIndex: number;
        level: string;
        suppressions?: object[];
        locations: object[];
      }[];
      invocations: { executionSuccessful: boolean; toolExecutionNotifications: { level: string }[] }[];
    }[];
  }
  const run = (report: Report): Sarif['runs'][number] => (JSON.parse(sarif(report)) as Sarif).runs[0]!;

  it('describes every rule and gives each failure the level of its rule', () => {
    const { tool, results } = run(sample());
    expect(tool.driver.rules).toHaveLength(sample().findings.length);
    expect(tool.driver.rules[0]).toMatchObject({
      id: 'boot/answers-soon',
      name: 'BootAnswersSoon',
      helpUri: 'https://www.rfc-editor.org/rfc/rfc9110#section-15',
      defaultConfiguration: { level: 'warning' },
    });
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(Object.fromEntries(results.map(({ ruleId, level }) => [ruleId, level]))).toMatchObject({
      'shutdown/finishes-in-flight': 'error',
      'request-id/on-every-response': 'warning',
      'security/hides-its-banner': 'note',
    });
  });

  it('suppresses what is accepted, but not what no longer is', () => {
    const suppressed = run(sample()).results.filter(({ suppressions }) => suppressions !== undefined);
    expect(suppressed.map(({ ruleId }) => ruleId)).toEqual([
      'errors/unknown-path-is-json',
      'security/hides-its-banner',
    ]);
  });

  it('points to the file that the command starts, and to the route', () => {
    expect(run(sample()).results[0]?.locations).toEqual([
      {
        physicalLocation: { artifactLocation: { uri: 'shop.mjs' }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: 'POST /users', kind: 'resource' }],
      },
    ]);
  });

  it('says what could not be judged', () => {
    const [invocation] = run(sample()).invocations;
    expect(invocation?.toolExecutionNotifications.map(({ level }) => level)).toEqual([
      'note',
      'note',
      'error',
    ]);
  });
});

describe('JUnit', () => {
  it('has a case for every rule, and counts them', () => {
    const text = junit(sample());
    expect(text.match(/<testcase /g)).toHaveLength(17);
    expect(text).toContain('<testsuites name="seaworthy" tests="17" failures="5" errors="1" skipped="7"');
    expect(text).toContain('<failure type="must" message="expected 400 or 422, got 500">');
    expect(text).toContain('<skipped message="inapplicable: the process was already gone"/>');
    expect(text).toContain(
      '<skipped message="accepted until 2999-12-31: the gateway rewrites it, see SHOP-112"/>',
    );
  });
});

const of = (total: number): string => badge({ ...sample(), score: { topics: {}, total } });

describe('the badge', () => {
  it('says the score in its colour', () => {
    expect(of(94)).toContain('aria-label="seaworthy: 94 %"');
    const colours = [100, 94, 80, 60, 10].map((total) => /fill="(#\w+)"\/><\/g>/.exec(of(total))?.[1]);
    expect(new Set(colours).size).toBe(5);
  });

  it('does not call a service bad that was not judged', () => {
    expect(badge({ ...sample(), findings: [] })).toContain('not judged');
  });
});
