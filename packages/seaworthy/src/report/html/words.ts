import type { Outcome } from '../../engine/judge.ts';
import type { Framework, Topic } from '../../engine/rule.ts';

/** How each outcome is marked and called, most urgent first. */
export const OUTCOMES: readonly {
  outcome: Outcome;
  mark: string;
  name: string;
  plural: string;
  heading: string;
}[] = [
  { outcome: 'fail', mark: '✗', name: 'failed', plural: 'failed', heading: 'Failed' },
  { outcome: 'broken', mark: '!', name: 'broken', plural: 'broken', heading: 'Broken, which is our fault' },
  { outcome: 'unclear', mark: '?', name: 'unclear', plural: 'unclear', heading: 'Unclear' },
  { outcome: 'pass', mark: '✓', name: 'passed', plural: 'passed', heading: 'Passed' },
  {
    outcome: 'inapplicable',
    mark: '·',
    name: 'does not apply',
    plural: 'do not apply',
    heading: 'Does not apply',
  },
];

/** Frameworks under their own names; `any` is for everybody else. */
export const FRAMEWORK_NAMES: Record<Framework | 'any', string> = {
  express: 'Express',
  nestjs: 'NestJS',
  fastify: 'Fastify',
  fastapi: 'FastAPI',
  django: 'Django',
  gin: 'Gin',
  'spring-boot': 'Spring Boot',
  any: 'Any other',
};

/** `request-id` as `Request id`, `http` as `HTTP`. */
export function topicName(topic: Topic): string {
  return topic === 'http' ? 'HTTP' : topic.charAt(0).toUpperCase() + topic.slice(1).replaceAll('-', ' ');
}
