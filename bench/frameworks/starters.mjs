import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root as subjects } from '../../subjects/subjects.mjs';

const ORDER = ['express', 'fastify', 'nestjs', 'fastapi', 'django', 'gin', 'spring-boot'];
const DATABASES = { fastapi: 'SQLite', django: 'SQLite', gin: 'SQLite', 'spring-boot': 'H2' };

/** The seven starters as their `starter.json` says they are prepared and started, in the form that `prepare` takes. */
export const STARTERS = ORDER.map((name) => {
  const folder = fileURLToPath(new URL(`../../starters/${name}`, import.meta.url));
  const { framework, language, toolchain, contract } = JSON.parse(
    readFileSync(`${folder}/starter.json`, 'utf8'),
  );
  const command = contract.command
    // They make a JVM start sooner and run slower: right for a test, wrong here.
    .filter((word) => !word.startsWith('-XX:'))
    .map((word) => word.replace('{starter}', folder));
  return {
    name,
    title: `${framework} (${language})`,
    database: DATABASES[name] ?? 'PostgreSQL',
    command,
    environment: Object.fromEntries(
      Object.entries(contract.env ?? {}).map(([key, value]) => [key, value.replace('{starter}', folder)]),
    ),
    needs: toolchain.map(({ anyOf }) => anyOf[0].command),
    prepare: contract.prepare.map((words) => ['bash', '-c', 'cd "$0" && "$@"', folder, ...words]),
    ready: relative(subjects, command.find((word) => word.startsWith(folder)) ?? folder),
  };
});
