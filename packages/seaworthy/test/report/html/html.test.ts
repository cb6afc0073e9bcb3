import { expect, it } from 'vitest';
import { html } from '../../../src/report/html.ts';
import { rules } from '../../../src/rules/index.ts';
import { findingOf, sample } from '../sample/sample.ts';

it('takes the fixes for every framework from the rules that there are, and shows the one it has for others', async () => {
  const report = sample();
  const [rule] = rules;
  if (rule === undefined) throw new Error('expected a rule, got none');
  Object.assign(findingOf(report, 'shutdown/finishes-in-flight'), { id: rule.id });
  const source = await html(report);
  const known = report.findings.filter(
    ({ id, outcome }) => outcome === 'fail' && rules.some((each) => each.id === id),
  );
  expect(known.length).toBeGreaterThan(0);
  expect(source.match(/<section data-framework=/g)?.length).toBe(8 * known.length);
  expect(source).toContain('data-framework="spring-boot"');
  expect(source).toContain('<p class="fix">');
});
