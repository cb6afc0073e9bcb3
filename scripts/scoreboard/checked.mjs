import { check } from '../../packages/seaworthy/dist/check.js';
import { steady, undated } from './steady.mjs';

/**
 * Checks one contestant with the default rules. What stays the same from run to run, and says nothing of this
 * machine; `broken` says why the report is worth nothing, should it be.
 */
export async function checked({ name, title, cwd, command, env, config }, signal) {
  const { findings, score } = await check({ ...config, command, cwd, env }, { folder: cwd, signal });
  const broken = findings.find(({ outcome }) => outcome === 'broken');
  return {
    name,
    title,
    score: score.total,
    must: counted(findings.filter(({ level }) => level === 'must')),
    should: counted(findings.filter(({ level }) => level === 'should')),
    topics: Object.fromEntries(
      Object.entries(score.topics).map(([topic, { passed, of }]) => [topic, { passed, of }]),
    ),
    findings: findings.map(({ id, level, owner, outcome, expected, actual, reason }) => ({
      id,
      level,
      owner,
      outcome,
      ...(outcome === 'fail' && { expected: steady(expected), actual: steady(undated(actual)) }),
      ...(reason !== undefined && { reason: steady(undated(reason)) }),
    })),
    ...(broken !== undefined && { broken: `${broken.id}: ${broken.reason}` }),
  };
}

function counted(findings) {
  const passed = findings.filter(({ outcome }) => outcome === 'pass').length;
  const failed = findings.filter(({ outcome }) => outcome === 'fail').length;
  return { passed, of: passed + failed };
}
