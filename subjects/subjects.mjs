import { fileURLToPath } from 'node:url';

/** Where this file is. */
export const root = fileURLToPath(new URL('.', import.meta.url));

const read = { method: 'GET', path: '/users' };
const write = {
  method: 'POST',
  path: '/users',
  body: { email: 'ada-{{random}}@example.com', name: 'Ada Lovelace' },
  required: ['email', 'name'],
};
/** The frameworks' own first pages know no database, no probes and no document: only the routes can be told. */
const told = { routes: { read, write } };

/**
 * The services on which check is tested. `command` runs in `cwd` with the variables in `env`; where an argument has
 * `{port}`, that is the port it shall listen on. `needs` names the programs that must be there, `prepare` the
 * commands that are run once, until the file `ready` exists. `config` is what a user would have told check.
 */
export const subjects = [
  {
    name: 'reference',
    title: 'Reference service (node:http)',
    cwd: root,
    command: ['node', 'reference/server.mjs'],
    env: { API_TOKEN: 'reference-token-0123456789' },
    needs: ['node'],
    prepare: [],
    ready: 'reference/server.mjs',
    config: {
      dependencies: { DATABASE_URL: 'embedded' },
      routes: { protected: { method: 'GET', path: '/account' } },
    },
  },
  node('express4', 'Express 4'),
  node('express5', 'Express 5'),
  node('fastify', 'Fastify 5'),
  {
    ...node('nestjs', 'NestJS 12'),
    command: ['node', 'dist/nestjs/main.js'],
    prepare: [['node', 'node_modules/typescript/bin/tsc', '-p', 'plain/nestjs']],
    ready: 'dist/nestjs/main.js',
  },
  node('koa', 'Koa 3'),
  node('hono', 'Hono 4'),
  python('fastapi', 'FastAPI', ['fastapi', 'run', 'main.py', '--port', '{port}']),
  python('flask', 'Flask on gunicorn', ['gunicorn', '--bind', '0.0.0.0:{port}', 'app:app']),
  python('django', 'Django on gunicorn', ['gunicorn', '--bind', '0.0.0.0:{port}', 'mysite.wsgi']),
  { ...go('gin', 'Gin'), env: { GIN_MODE: 'release' } },
  go('net-http', 'Go net/http'),
  {
    ...plain('spring-boot', 'Spring Boot 4'),
    command: ['java', '-jar', `${root}dist/spring-boot/users.jar`, '--server.port={port}'],
    needs: ['java', 'mvn'],
    prepare: [['mvn', '--batch-mode', '--quiet', '-f', 'plain/spring-boot/pom.xml', 'package']],
    ready: 'dist/spring-boot/users.jar',
  },
];

function plain(name, title) {
  return { name, title, cwd: `${root}plain/${name}`, env: {}, config: told };
}

function node(name, title) {
  return {
    ...plain(name, title),
    cwd: root,
    command: ['node', `plain/${name}/server.mjs`],
    needs: ['node'],
    prepare: [],
    ready: 'node_modules/fastify/package.json',
  };
}

function python(name, title, [program, ...options]) {
  const venv = `dist/${name}`;
  return {
    ...plain(name, title),
    command: [`${root}${venv}/bin/${program}`, ...options],
    needs: ['python3'],
    prepare: [
      ['python3', '-m', 'venv', venv],
      [`${venv}/bin/pip`, 'install', '--quiet', '--requirement', `plain/${name}/requirements.txt`],
    ],
    ready: `${venv}/bin/${program}`,
  };
}

function go(name, title) {
  return {
    ...plain(name, title),
    command: [`${root}dist/${name}/users`],
    needs: ['go'],
    prepare: [['go', 'build', '-C', `plain/${name}`, '-o', `${root}dist/${name}/users`, '.']],
    ready: `dist/${name}/users`,
  };
}
