import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { misnamed, ruleIds, rulesIndex } from './generate-rules-index.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rules-'));
  for (const topic of ['wire', 'http']) mkdirSync(join(folder, topic));
  writeFileSync(join(folder, 'index.ts'), '');
  writeFileSync(join(folder, 'wire/closes.ts'), "export default rule({\n  id: 'wire/closes',\n});");
  writeFileSync(join(folder, 'http/head.ts'), "export default rule({\n  id: 'http/get',\n});");
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the index has one line per rule, sorted by id', () => {
  const ids = ruleIds(folder);
  expect(ids).toEqual(['http/head', 'wire/closes']);
  expect(rulesIndex(ids)).toContain("([\n  import('./http/head.ts'),\n  import('./wire/closes.ts'),\n]);");
  expect(rulesIndex([])).toContain('Promise.all([])');
});

test('a rule whose id is not its path is named', () => {
  expect(misnamed(folder, ruleIds(folder))).toEqual([
    "rules/http/head.ts: expected id: 'http/head', got 'http/get'",
  ]);
});
