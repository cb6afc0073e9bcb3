import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { subjects } from '../../subjects/subjects.mjs';

/** Everything that is on the scoreboard, in its order: the starters, then the subjects. */
export const contestants = [
  starter('express', 'Express 5 with the kit'),
  starter('fastify', 'Fastify 5 with the kit'),
  starter('nestjs', 'NestJS 12 with the kit'),
  ...subjects,
];

function starter(framework, title) {
  const cwd = fileURLToPath(new URL(`../../starters/${framework}`, import.meta.url));
  const { $schema: _, ...config } = JSON.parse(readFileSync(`${cwd}/seaworthy.config.json`, 'utf8'));
  return {
    name: `starter-${framework}`,
    title,
    cwd,
    command: config.command,
    env: {},
    needs: ['node'],
    prepare: [['npm', 'run', '--silent', 'build', '--prefix', cwd]],
    ready: `../starters/${framework}/dist/main.js`,
    config,
  };
}
