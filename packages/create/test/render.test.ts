import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { check, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { answersTo, type Answers } from '../src/answers.ts';
import { render, type RenderedProject } from '../src/render.ts';
import { readManifests, readStarter } from '../src/starters.ts';
import { everyAnswer } from './products.ts';

const STARTERS = readManifests().map(({ id }) => [id, readStarter(id)] as const);
const NODE = STARTERS.filter(([, { manifest }]) => manifest.language === 'TypeScript');

type Text = { path: string; text: string; answers: Answers };

/** Every text file of every product. */
function texts(products: readonly (readonly [Answers, RenderedProject])[]): Text[] {
  return products.flatMap(([answers, project]) =>
    project
      .filter(({ content }) => !content.includes(0))
      .map(({ path, content }) => ({ path, text: String(content), answers })),
  );
}

/** Their paths, each once, which is easier to read than a hundred texts. */
function pathsOf(offences: readonly { path: string }[]): string[] {
  return [...new Set(offences.map(({ path }) => path))];
}

function bytes(project: RenderedProject): string {
  return JSON.stringify(project);
}

function file(project: RenderedProject, path: string): string {
  return String(project.find((one) => one.path === path)?.content);
}

describe.each(STARTERS)('%s', (_, starter) => {
  const { manifest } = starter;
  const products = everyAnswer(manifest).map((answers) => [answers, render(starter, answers)] as const);

  it('is rendered byte by byte alike, twice', () => {
    const unlike = products.filter(
      ([answers, project]) => bytes(render(starter, answers)) !== bytes(project),
    );
    expect(unlike).toEqual([]);
  });

  it('is sorted, and nothing of what describes it is copied', () => {
    const lists = products.map(([, project]) => project.map(({ path }) => path));
    expect(lists).toEqual(lists.map((paths) => paths.toSorted()));
    expect(lists.flat().filter((path) => /^starter\.json|^variants\/|node_modules/.test(path))).toEqual([]);
  });

  it('has lost its markers, its name and its port', () => {
    const traces = ['seaworthy:if', 'seaworthy:end', manifest.name, manifest.name.replaceAll('-', '_')];
    const port = new RegExp(`\\b${manifest.port}\\b`);
    const offences = texts(products).filter(
      ({ path, text }) =>
        traces.some((trace) => text.includes(trace) || path.includes(trace)) ||
        (manifest.portIn.includes(path) && port.test(text)),
    );
    expect(pathsOf(offences)).toEqual([]);
  });

  it('leaves no blank lines where something was left out', () => {
    const pairs = /\n\n\n|^\n|\n\n$/;
    // Some languages want two between functions.
    const own = new Set(
      starter.files.filter(({ content }) => pairs.test(String(content))).map(({ path }) => path),
    );
    const offences = texts(products).filter(({ path, text }) => pairs.test(text) && !own.has(path));
    expect(pathsOf(offences)).toEqual([]);
  });

  it.each(Object.entries(manifest.files ?? {}))(
    'has the files of %s with that answer only',
    (answer, patterns) => {
      const exact = patterns.filter((pattern) => !pattern.includes('*'));
      const asked = ({ database, extras }: Answers) =>
        answer === 'database' ? database !== 'none' : extras.includes(answer);
      const unlike = products.filter(([answers, project]) =>
        exact.some((path) => project.some((one) => one.path === path) !== asked(answers)),
      );
      expect(unlike.map(([answers]) => answers)).toEqual([]);
    },
  );
});

describe.each(NODE)('%s', (_, starter) => {
  const products = everyAnswer(starter.manifest).map(
    (answers) => [answers, render(starter, answers)] as const,
  );

  it('stays formatted, whatever is left out', async () => {
    const options = await resolveConfig(fileURLToPath(import.meta.url));
    const different = new Map(
      texts(products)
        .filter(({ path }) => /\.(?:ts|json|ya?ml)$/.test(path))
        .map(({ path, text }) => [
          createHash('sha1').update(path).update(text).digest('hex'),
          { path, text },
        ]),
    );
    const offences: string[] = [];
    for (const { path, text } of different.values())
      if (!(await check(text, { ...options, filepath: path }))) offences.push(path);
    expect(offences).toEqual([]);
  });

  it('leaves no trace of a Redis or a database that nobody wanted', () => {
    const offences = texts(products).filter(
      ({ text, path, answers: { database, extras } }) =>
        (!extras.includes('redis') && /redis/i.test(path + text)) ||
        (database === 'none' && /postgres|kysely|DATABASE_URL|"pg"/i.test(text)),
    );
    expect(pathsOf(offences)).toEqual([]);
  });

  it('imports every dependency that its manifest has', () => {
    const unused = products.flatMap(([answers, project]) => {
      const sources = texts([[answers, project]]).filter(({ path }) => path.endsWith('.ts'));
      const { dependencies } = JSON.parse(file(project, 'package.json')) as { dependencies: object };
      return Object.keys(dependencies).filter(
        (name) => !sources.some(({ text }) => text.includes(`from '${name}`)),
      );
    });
    // Nest loads its platform and its own peers itself.
    expect(unused.filter((name) => !/^(?:@nestjs\/platform-|reflect-metadata$|rxjs$)/.test(name))).toEqual(
      [],
    );
  });

  it.each(['pnpm', 'yarn', 'bun'])('speaks of %s and of no npm when that was chosen', (packageManager) => {
    const answers = everyAnswer(starter.manifest, packageManager);
    const offences = texts(answers.map((some) => [some, render(starter, some)])).filter(({ text }) =>
      /\bnp[mx] (?!install --global)|package-lock/.test(text),
    );
    expect(pathsOf(offences)).toEqual([]);
  });

  it('asks the registry for this version, or carries it, in its image too', () => {
    const answers = answersTo(starter.manifest, { name: 'my-orders' });
    const asked = render(starter, answers);
    expect(file(asked, 'package.json')).toContain(`"seaworthy": "^${starter.version}"`);
    expect(file(asked, 'Dockerfile')).not.toContain('vendor');
    const carried = render(starter, answers, 'vendor');
    const tarball = `file:vendor/seaworthy-kit-${starter.version}.tgz`;
    expect(file(carried, 'package.json')).toContain(`"@seaworthy/kit": "${tarball}"`);
    expect(file(carried, 'Dockerfile')).toContain('COPY vendor vendor\nRUN npm ci');
    expect(file(carried, '.dockerignore')).toContain('!vendor');
  });
});
