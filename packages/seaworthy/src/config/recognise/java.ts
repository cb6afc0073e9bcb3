import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Recognised } from '../recognise.ts';
import { firstThere, textOf } from './folder.ts';

/** By pom.xml or build.gradle: the packaged jar if there is one, else the build tool's own run. */
export function java(folder: string): Recognised | undefined {
  const maven = textOf(folder, 'pom.xml');
  const gradle = textOf(folder, 'build.gradle') || textOf(folder, 'build.gradle.kts');
  if (maven === '' && gradle === '') return undefined;
  if (!/spring-boot|org\.springframework\.boot/.test(maven + gradle))
    return {
      assumed: [
        'The folder has a Java build, but Spring Boot is not in it, so how to start it is not known.',
      ],
    };
  const jar = newestJar(folder, maven === '' ? 'build/libs' : 'target');
  if (jar !== undefined)
    return {
      framework: 'spring-boot',
      command: ['java', '-jar', jar],
      assumed: [`Spring Boot is started from ${jar}.`],
    };
  const command =
    maven === ''
      ? [tool(folder, 'gradlew', 'gradle'), 'bootRun']
      : [tool(folder, 'mvnw', 'mvn'), '-q', 'spring-boot:run'];
  return {
    framework: 'spring-boot',
    command,
    assumed: [`Spring Boot is started by \`${command.join(' ')}\`. Package it first for a faster run.`],
  };
}

function tool(folder: string, wrapper: string, program: string): string {
  return firstThere(folder, [wrapper]) === undefined ? program : `./${wrapper}`;
}

function newestJar(folder: string, output: string): string | undefined {
  let names: string[];
  try {
    names = readdirSync(join(folder, output));
  } catch {
    return undefined;
  }
  return names
    .filter((name) => name.endsWith('.jar') && !/-(sources|javadoc|plain|tests)\.jar$/.test(name))
    .map((name) => ({ path: `${output}/${name}`, at: statSync(join(folder, output, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at)[0]?.path;
}
