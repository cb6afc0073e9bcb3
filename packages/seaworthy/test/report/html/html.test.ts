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
  const finding = source.split(`id="${rule.id}"`)[1]?.split('class="finding')[0];
  expect(finding?.match(/<section data-framework=/g)?.length).toBe(8);
  expect(source).toContain('data-framework="spring-boot"');
  expect(source).toContain('<p class="fix">');
});
