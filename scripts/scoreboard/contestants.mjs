import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { subjects } from '../../subjects/subjects.mjs';

/** Everything that is on the scoreboard, in its order: the starters, then the subjects. */
export const contestants = [
  starter('express', 'Express 5 with the kit'),
  starter('fastify', 'Fastify 5 with the kit'),
  starter('nestjs', 'NestJS 12 with the kit'),
  foreign('fastapi', 'FastAPI, our starter', 'python3', '.venv/bin/python'),
  foreign('django', 'Django, our starter', 'python3', '.venv/bin/python'),
  foreign('gin', 'Gin, our starter', 'go', 'bin/service'),
  foreign('spring-boot', 'Spring Boot, our starter', 'java', 'target/starter-spring-boot.jar'),
  ...subjects,
];

function starter(framework, title) {
  const cwd = folderOf(framework);
  return {
    ...described(framework, title),
    needs: ['node'],
    prepare: [['npm', 'run', '--silent', 'build', '--prefix', cwd]],
    ready: `../starters/${framework}/dist/main.js`,
  };
}

/** One in another language: on the same PostgreSQL as the others, installed as its README says. */
function foreign(framework, title, program, ready) {
  const { commands } = JSON.parse(readFileSync(`${folderOf(framework)}/starter.json`, 'utf8'));
  // Who builds before it starts has nothing else to install.
  const [build] = commands.start.includes(' && ') ? commands.start.split(' && ') : [commands.install];
  const contestant = described(framework, title);
  return {
    ...contestant,
    config: { ...contestant.config, dependencies: { DATABASE_URL: 'embedded' } },
    needs: [program],
    prepare: [['bash', '-c', `cd '${contestant.cwd}' && ${build}`]],
    ready: `../starters/${framework}/${ready}`,
  };
}

function described(framework, title) {
  const cwd = folderOf(framework);
  const { $schema: _, ...config } = JSON.parse(readFileSync(`${cwd}/seaworthy.config.json`, 'utf8'));
  return { name: `starter-${framework}`, title, cwd, command: config.command, env: {}, config };
}

function folderOf(framework) {
  return fileURLToPath(new URL(`../../starters/${framework}`, import.meta.url));
}
