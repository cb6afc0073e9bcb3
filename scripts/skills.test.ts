import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../packages/seaworthy/dist/rules/index.js';
import { documents, root, skills } from './docs/documents.mjs';

const known = rules.map(({ id }) => id);
const findings = readdirSync(join(root, 'packages', 'seaworthy', 'src', 'doctor', 'rules')).map((file) =>
  basename(file, '.ts'),
);

describe.each(skills)('%s', (path) => {
  const text = documents[path]!;

  it('says by the name of its folder what it is, and when to use it', () => {
    const [, name, description] = /^---\nname: (\S+)\ndescription: ([^\n]+)\n---\n/.exec(text)!;
    expect(name).toBe(basename(dirname(path)));
    // The longest that agents read; a colon would make it something else than text.
    expect(description!.length).toBeLessThanOrEqual(1024);
    expect(description).not.toContain(': ');
    expect(description).toContain('Use it to');
  });

  it('names no rule that does not exist', () => {
    expect(text.match(RULE)).not.toBeNull();
    expect(rulesIn(text).filter((id) => !known.includes(id))).toEqual([]);
  });

  it('has no link that ends with its folder', () => {
    expect(text.match(/\]\((?![a-z]+:|#)/g)).toBeNull();
  });
});

describe('the skill of backend patterns', () => {
  const text = documents['skills/backend-patterns/SKILL.md']!;
  const checklist = text.slice(text.indexOf('\n## Quality checklist\n'));
  const troubles = rowsOf(text.slice(text.indexOf('\n## Troubleshooting\n'), text.indexOf(checklist)));

  it('names a rule for each line of the checklist', () => {
    const lines = checklist.split('\n').filter((line) => line.startsWith('- '));
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => !/^- \[ \] .+: `/.test(line) || rulesIn(line).length === 0)).toEqual([]);
  });

  it('leaves no must out of the checklist', () => {
    const musts = rules.filter(({ level }) => level === 'must').map(({ id }) => id);
    expect(musts.filter((id) => !rulesIn(checklist).includes(id))).toEqual([]);
  });

  it('tells which trouble each finding of the doctor is, and nothing that the doctor does not find', () => {
    const named = troubles.flatMap(([, , cell]) => spansOf(cell!).filter((span) => !span.startsWith('--')));
    expect(named.toSorted()).toEqual(findings.toSorted());
  });

  it('names a guide for each trouble', () => {
    expect(
      troubles.filter(([, , , , cell]) => !spansOf(cell!).every((file) => existsSync(join(root, file)))),
    ).toEqual([]);
  });

  it('offers the seven starters', () => {
    const offered = rowsOf(
      text.slice(text.indexOf('\n## Framework selection\n'), text.indexOf('\n## Error handling\n')),
    );
    const starters = readdirSync(join(root, 'starters')).filter((name) =>
      existsSync(join(root, 'starters', name, 'starter.json')),
    );
    expect(offered.flatMap(([, cell]) => spansOf(cell!)).toSorted()).toEqual(starters.toSorted());
  });
});

/** What looks like the id of a rule, and what `explain` and `--only` are given. */
const RULE = /`([a-z-]+\/[a-z0-9-]+)`|seaworthy explain ([a-z]\S*)/g;

function rulesIn(text: string): string[] {
  return Array.from(text.matchAll(RULE), ([, span, word]) => (span ?? word)!);
}

function spansOf(cell: string): string[] {
  return Array.from(cell.matchAll(/`([^`]+)`/g), ([, span]) => span!);
}

/** The cells of the only table in `text`, without its head. */
function rowsOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.slice(2, -2).split(' | '));
}
