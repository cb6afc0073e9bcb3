import { program } from '@seaworthy/kit/testing';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { curl } from './curl.mjs';
import { root } from './documents.mjs';
import { shows } from './output.mjs';
import { wordsOf } from './words.mjs';

const PORT = '3000';
const SOURCE = /[\w-]+\.ts\b/g;
const LISTENING = /"msg":"listening"/;
const SEAWORTHY = join(root, 'packages', 'seaworthy', 'bin', 'seaworthy.js');
const CREATE = join(root, 'packages', 'create', 'bin', 'create-seaworthy.js');
const VITEST = join(createRequire(import.meta.url).resolve('vitest/package.json'), '..', 'vitest.mjs');

/**
 * Types the `console` blocks of one document, `$ command` and what it prints, in the folder of its modules. A program
 * that listens keeps running behind the commands that follow, until `^C`, `kill %1`, the next program or the end; then
 * it must exit with 0. `fg` waits for one that ends by itself. `npx seaworthy` and
 * `npx create-seaworthy` run the commands of this repository; the latter in a folder of its own outside of it, as a project
 * is a repository. Throws an error that says what was printed instead.
 */
export class Terminal {
  #folder;
  #port;
  #running;
  #shown = new Set();
  #lastExit = 0;
  /** Where projects are created, and the one that the reader went into. */
  #elsewhere;
  #project;
  /** TypeScript files that commands and configurations name. */
  #sources = new Set();

  constructor(folder) {
    this.#folder = folder;
  }

  async type(block) {
    for (const { line, command, output } of steps(block)) {
      try {
        await this.#run(command, output);
      } catch (error) {
        throw new Error(`line ${line}: ${command}\n${error.message}\n${this.#running?.output() ?? ''}`, {
          cause: error,
        });
      }
    }
  }

  /** Puts a `json` block that has a name where the reader puts it. */
  save({ name, text }) {
    writeFileSync(join(this.#folder, name), compiled(text));
    for (const [source] of text.matchAll(SOURCE)) this.#sources.add(source);
  }

  async close() {
    await this.#stop('SIGTERM');
  }

  async [Symbol.asyncDispose]() {
    await this.#running?.kill();
    if (this.#elsewhere !== undefined) rmSync(this.#elsewhere, { recursive: true, force: true });
  }

  async #run(command, output) {
    if (command === '^C') return this.#interrupt('SIGINT', output);
    if (command === 'kill %1') return this.#interrupt('SIGTERM', output);
    if (command === 'fg') return this.#interrupt(undefined, output);
    if (command === 'echo $?') return this.#exitCode(output);
    const words = wordsOf(command);
    const env = {};
    while (/^[A-Z_]+=/.test(words[0])) {
      const [name, ...value] = words.shift().split('=');
      env[name] = value.join('=');
    }
    const [name, ...rest] = words;
    if (name === 'node') return this.#start(rest[0], env, output);
    if (name === 'curl')
      return expectShown(output, this.#renamed(await curl(rest.map((word) => this.#addressed(word)))));
    if (command.startsWith('npx seaworthy ')) return this.#seaworthy(rest.slice(1), output);
    if (/^npx create-seaworthy(?:@latest)?$/.test(`${name} ${rest[0]}`)) {
      this.#project ??= this.#elsewhere ??= mkdtempSync(join(tmpdir(), 'seaworthy-docs-'));
      return this.#tool(process.execPath, [CREATE, ...rest.slice(1)], output);
    }
    if (this.#project !== undefined && name === 'cd')
      return void (this.#project = join(this.#project, rest[0]));
    if (this.#project !== undefined && ['git', 'npm'].includes(name)) return this.#tool(name, rest, output);
    if (command === 'npx tsc') return expectShown(output, '');
    if (command === 'npx vitest run') return expectShown(output, this.#vitest());
    throw new Error(
      `expected node, curl, npx tsc, npx vitest run, npx seaworthy, npx create-seaworthy (and then cd, git, npm), ^C, kill %1, fg or echo $?; teach scripts/docs/terminal.mjs`,
    );
  }

  async #start(file, env, output) {
    await this.close();
    this.#port = String(await freePort());
    this.#shown.clear();
    this.#running = program(join(this.#folder, compiled(file.replace(/^dist\//, ''))), {
      cwd: this.#folder,
      env: { NODE_ENV: undefined, VITEST: undefined, PORT: this.#port, ...env },
    });
    this.#lastExit = 0;
    await Promise.race([this.#running.line(LISTENING, 15_000), this.#running.exited]);
    await this.#expectLines(output);
  }

  async #interrupt(signal, output) {
    if (this.#running === undefined) throw new Error('expected a program to be running, got none');
    if (signal !== undefined) this.#running.signal(signal);
    this.#lastExit = (await this.#running.exited).code;
    await this.#expectLines(output);
    this.#running = undefined;
  }

  async #exitCode(output) {
    if (this.#running !== undefined) this.#lastExit = (await this.#running.exited).code;
    this.#running = undefined;
    expectShown(output, String(this.#lastExit));
    this.#lastExit = 0;
  }

  /** A service is told to stop; anything else ends by itself. */
  async #stop(signal) {
    const running = this.#running;
    if (running !== undefined) {
      if (LISTENING.test(running.output())) running.signal(signal);
      this.#lastExit = (await running.exited).code;
      this.#running = undefined;
    }
    if (this.#lastExit !== 0)
      throw new Error(`expected exit code 0, got ${this.#lastExit}\n${running?.output() ?? ''}`);
  }

  /** In any order, since a log is buffered and `console.log` is not; there may be more lines than a document shows. */
  async #expectLines(output) {
    for (const expected of output.split('\n').filter((line) => line.trim() !== '' && line.trim() !== '…')) {
      await this.#nextLine(expected);
    }
  }

  async #nextLine(expected) {
    for (const deadline = Date.now() + 10_000; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
      const over = await Promise.race([this.#running.exited, undefined]);
      const lines = this.#running.output().split('\n').slice(0, -1);
      const found = lines.findIndex(
        (line, at) => !this.#shown.has(at) && shows(expected, this.#renamed(line)),
      );
      if (found !== -1) return void this.#shown.add(found);
      if (over !== undefined || Date.now() > deadline)
        throw new Error(`expected this line, got it not:\n${expected}\n`);
    }
  }

  /** What it prints on stdout: the report, and not the progress. */
  async #seaworthy(words, output) {
    await this.close();
    const env = {
      ...process.env,
      NODE_ENV: undefined,
      VITEST: undefined,
      FORCE_COLOR: undefined,
      NO_COLOR: '1',
    };
    const { code, stdout, stderr } = await new Promise((resolve) => {
      const options = { cwd: this.#folder, env, encoding: 'utf8', maxBuffer: 1e8 };
      execFile(process.execPath, [SEAWORTHY, ...words.map(compiled)], options, (error, out, err) =>
        resolve({ code: error?.code ?? 0, stdout: out, stderr: err }),
      );
    });
    this.#lastExit = code;
    if (code === 2) throw new Error(stdout + stderr);
    for (const [source] of words.join(' ').matchAll(SOURCE)) this.#sources.add(source);
    expectShown(output, this.#named(stdout));
  }

  /** In the project that was created. */
  #tool(file, words, output) {
    const who = { GIT_AUTHOR_NAME: 'docs', GIT_AUTHOR_EMAIL: 'docs@localhost' };
    const { stdout, stderr, status } = spawnSync(file, words, {
      cwd: this.#project,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...who,
        GIT_COMMITTER_NAME: who.GIT_AUTHOR_NAME,
        GIT_COMMITTER_EMAIL: who.GIT_AUTHOR_EMAIL,
        FORCE_COLOR: undefined,
        NO_COLOR: '1',
      },
    });
    this.#lastExit = status;
    expectShown(output, status === 2 ? stderr : stdout);
  }

  #vitest() {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [VITEST, 'run', '--root', this.#folder, '--no-color'],
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          NODE_ENV: undefined,
          VITEST: undefined,
          FORCE_COLOR: undefined,
          NO_COLOR: '1',
        },
      },
    );
    return stdout + stderr;
  }

  #addressed(word) {
    return word.replace(`localhost:${PORT}`, `localhost:${this.#port}`);
  }

  /** By the names that the document uses. */
  #named(text) {
    return [...this.#sources].reduce((all, source) => all.replaceAll(compiled(source), source), text);
  }

  #renamed(text) {
    return text.replaceAll(`localhost:${this.#port}`, `localhost:${PORT}`);
  }
}

/** What the compiler makes of the files that are named. */
function compiled(text) {
  return text.replace(/\.ts\b/g, '.js');
}

function steps({ line, text }) {
  const found = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const first = /^(?:\$ (.*)|(\^C))$/.exec(lines[at]);
    if (first === null) {
      if (found.length === 0)
        throw new Error(`line ${line + at}: expected "$ command", got ${JSON.stringify(lines[at])}`);
      found.at(-1).output += `${lines[at]}\n`;
      continue;
    }
    const step = { line: line + at, command: first[1] ?? first[2], output: '' };
    while (step.command.endsWith('\\')) step.command += `\n${lines[++at]}`;
    found.push(step);
  }
  return found;
}

function expectShown(expected, actual) {
  if (!shows(expected, actual)) throw new Error(`expected\n${expected}\ngot\n${actual}`);
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
