import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recognise, type Recognised } from '../../src/config/recognise.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'seaworthy-folder-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const manifest = (value: object): string => JSON.stringify(value);

test.each<[string, Record<string, string>, Partial<Recognised>]>([
  [
    'a plain start script',
    {
      'package.json': manifest({
        scripts: { start: 'node --enable-source-maps dist/main.js' },
        dependencies: { express: '5' },
      }),
    },
    { command: ['node', '--enable-source-maps', 'dist/main.js'], framework: 'express' },
  ],
  [
    'a start script that builds',
    {
      'package.json': manifest({
        scripts: { start: 'tsc && node .' },
        dependencies: { '@nestjs/core': '11', express: '5' },
      }),
    },
    { command: ['npm', 'start'], framework: 'nestjs' },
  ],
  [
    'a start script under pnpm with a prestart',
    { 'package.json': manifest({ scripts: { start: 'node .', prestart: 'x' } }), 'pnpm-lock.yaml': '' },
    { command: ['pnpm', 'start'] },
  ],
  [
    'no start script',
    { 'package.json': manifest({ dependencies: { fastify: '5' } }) },
    { framework: 'fastify', assumed: ['package.json has no start script.'] },
  ],
  [
    'FastAPI with an environment of its own',
    {
      'pyproject.toml': 'dependencies = ["fastapi>=0.1"]',
      'app/main.py': 'api = FastAPI(title="x")',
      '.venv/bin/uvicorn': '',
    },
    {
      command: ['./.venv/bin/uvicorn', 'app.main:api', '--host', '127.0.0.1', '--port', '{port}'],
      framework: 'fastapi',
    },
  ],
  [
    'Django with gunicorn',
    {
      'manage.py': "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings.production')",
      'requirements.txt': 'Django==5\ngunicorn==23\n',
    },
    {
      command: ['python3', '-m', 'gunicorn', 'shop.wsgi', '--bind', '127.0.0.1:{port}'],
      framework: 'django',
    },
  ],
  [
    'Django without gunicorn',
    { 'manage.py': '' },
    { command: ['python3', 'manage.py', 'runserver', '--noreload', '127.0.0.1:{port}'], framework: 'django' },
  ],
  [
    'Go with Gin below cmd/',
    { 'go.mod': 'require github.com/gin-gonic/gin v1.10.0', 'cmd/server/main.go': '' },
    { command: ['go', 'run', './cmd/server'], framework: 'gin' },
  ],
  [
    'a packaged Spring Boot service',
    {
      'pom.xml': '<artifactId>spring-boot-starter-parent</artifactId>',
      'target/users-1.0.jar': '',
      'target/users-1.0-sources.jar': '',
    },
    { command: ['java', '-jar', 'target/users-1.0.jar'], framework: 'spring-boot' },
  ],
  [
    'a Spring Boot service that is not packaged',
    { 'build.gradle.kts': 'id("org.springframework.boot")', gradlew: '' },
    { command: ['./gradlew', 'bootRun'], framework: 'spring-boot' },
  ],
])('%s', (_title, files, expected) => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const found = recognise(folder);
  expect(found).toMatchObject(expected);
  expect(found?.framework).toBe(expected.framework);
  expect(found?.assumed.length).toBeGreaterThan(0);
});

test('an empty folder is not recognised', () => {
  expect(recognise(folder)).toBeUndefined();
});
