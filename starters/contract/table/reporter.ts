import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node';
import { everyStarter, type Starter } from '../harness/starters.ts';
import { PAGE, pageOf } from './page.ts';
import { tableOf, type Cell, type Column, type Rows } from './table.ts';

/** Prints what the starters keep as one table; with `-u`, and when every line was tried on every one, writes the page. */
export class TableReporter implements Reporter {
  readonly #starters: readonly Starter[];
  #vitest: Vitest | undefined;

  constructor(starters: readonly Starter[]) {
    this.#starters = starters;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows: Rows = new Map();
    const columns = this.#starters.map(({ id, framework }): Column => {
      const tests = modules.filter(({ project }) => project.name === id).flatMap(testsOf);
      for (const { name, parent } of tests) rows.set(name, (parent as TestSuite).name);
      return { framework, cells: new Map(tests.map((test) => [test.name, cellOf(test)])) };
    });
    const table = tableOf(rows, columns);
    const { logger, snapshot } = this.#vitest!;
    for (const sentence of modules.flatMap(skippedIn)) logger.log(sentence);
    logger.log(`\n${table}`);
    if (snapshot.options.updateSnapshot !== 'all') return;
    const isComplete = columns.every(({ cells }) =>
      [...rows.keys()].every((row) => (cells.get(row) ?? ' ') !== ' '),
    );
    const ids = this.#starters.map(({ id }) => id);
    if (isComplete && everyStarter().every((id) => ids.includes(id))) writeFileSync(PAGE, pageOf(table));
    else logger.log('Not written: the page takes every line tried on every starter.');
  }
}

function testsOf({ children }: TestModule): TestCase[] {
  return [...children.allTests()];
}

/** Why nothing of a module was tried, as its outermost suite says; nothing when something was. */
function skippedIn({ children }: TestModule): string[] {
  return [...children.suites()].filter((suite) => suite.state() === 'skipped').map(({ name }) => name);
}

function cellOf(test: TestCase): Cell {
  const result = test.result();
  if (result.state === 'passed') return '✓';
  if (result.state === 'failed') return '✗';
  return result.state === 'skipped' && result.note !== undefined ? { impossible: result.note } : ' ';
}
