import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { FRAMEWORKS, TOPICS } from '../../src/engine/rule.ts';
import { json } from '../../src/report/json.ts';
import { masked } from '../../src/report/mask.ts';
import type { Report } from '../../src/report/report.ts';
import { findingOf, hostile, sample } from './sample/sample.ts';
import { realReport } from './sample/real-report.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

/** The errors of a report, empty when it is as the schema says. */
function errorsOf(report: unknown, against: object = schema): string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
  const validate = ajv.compile(against);
  validate(report);
  return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
}

/** The schema with every object closed, so that a member that it does not know is an error. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, closed(one)]));
  return inner['type'] === 'object' &&
    inner['properties'] !== undefined &&
    inner['additionalProperties'] === undefined
    ? { ...inner, additionalProperties: false }
    : inner;
}

describe('the JSON report', () => {
  it('is as its schema says, and the schema knows every member', () => {
    for (const report of [sample(), hostile('<&>\u0000')])
      expect(errorsOf(JSON.parse(json(report)), closed(schema) as object)).toEqual([]);
  });

  it('steers nobody who prints it', () => {
    const text = json(hostile('\u009b2J\u202e'));
    expect(text).not.toMatch(/[\u007f-\u009f\u202e]/);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(masked(hostile('\u009b2J\u202e')))));
  });

  it('is so for a run that just happened, with all outcomes', async () => {
    const report = await realReport();
    expect(new Set(report.findings.map(({ outcome }) => outcome))).toEqual(
      new Set(['pass', 'fail', 'unclear', 'inapplicable', 'broken']),
    );
    expect(errorsOf(JSON.parse(json(report)), closed(schema) as object)).toEqual([]);
  });

  it('is not so for a failure without evidence, an unknown topic or another version', () => {
    const report = JSON.parse(json(sample())) as Report;
    delete findingOf(report, 'wire/rejects-both-framings').evidence;
    Object.assign(findingOf(report, 'boot/answers-soon'), { topic: 'boots' });
    expect(errorsOf({ ...report, version: 2 })).toEqual(
      expect.arrayContaining([
        '/version must be equal to constant',
        expect.stringMatching(/\/findings\/\d+ must have required property 'evidence'/),
        expect.stringMatching(/\/findings\/\d+\/topic must be equal to one of the allowed values/),
      ]),
    );
  });

  it('names the topics and frameworks that there are', () => {
    const { topic, framework } = schema['$defs'] as Record<string, { enum: string[] }>;
    expect(topic?.enum).toEqual([...TOPICS]);
    expect(framework?.enum).toEqual([...FRAMEWORKS]);
  });
});
