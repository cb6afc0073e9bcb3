import assert from 'node:assert/strict';
import { join } from 'node:path';
import { embeddedPostgres, type EmbeddedPostgres } from '@seaworthy/kit/development';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { defects } from './defects/defects.mjs';
import { starterNamed, type Starter } from './harness/starters.ts';
import { subjectOf } from './harness/subject.ts';
import { sections } from './sections/index.ts';

const express = starterNamed('express');
let postgres: EmbeddedPostgres;
beforeAll(async () => void (postgres = await embeddedPostgres({ ephemeral: true })));
afterAll(() => postgres[Symbol.asyncDispose]());

/** The Express starter, wrong in the one way that must break this line. */
function broken(title: string): Starter {
  const saboteur = join(import.meta.dirname, 'defects', 'saboteur.mjs');
  return {
    ...express,
    contract: {
      prepare: [],
      command: ['node', '--import', saboteur, '{starter}/dist/main.js'],
      env: { CONTRACT_DEFECT: title, DATABASE_URL: postgres.url, CONTRACT_DATABASE: postgres.url },
    },
  };
}

it('every defect is of a line, and every line has one', () => {
  const titles = Object.values(sections).flatMap((lines) => lines.map(({ title }) => title));
  assert.deepEqual(Object.keys(defects).sort(), titles.sort());
});

for (const [section, lines] of Object.entries(sections)) {
  describe(`can fail, ${section}`, () => {
    for (const { title, ask } of lines) {
      // oxlint-disable-next-line vitest/valid-title
      it(title, async () => {
        await using subject = await subjectOf(broken(title));
        await assert.rejects(ask(subject), 'Expected the line to fail on its defect, got a pass');
      });
    }
  });
}
