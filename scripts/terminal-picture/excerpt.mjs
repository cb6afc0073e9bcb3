import { stripVTControlCharacters } from 'node:util';

const FIELD = /^ +(expected|actual|evidence|reproduce|fix) /;
const SNIPPET = /^ {4}\S/;

/**
 * The first paragraph of a report, those that `shown` names by a rule or a topic, and the last; `…` where something was
 * left out. Of a finding only the fields in `shown` are kept. Lines keep their colours.
 */
export function excerpt(report, shown) {
  const paragraphs = report.trimEnd().split(/\n\n+/);
  const last = paragraphs.length - 1;
  const lines = [];
  let before = -1;
  for (const [at, paragraph] of paragraphs.entries()) {
    const name = Object.keys(shown).find((one) => isAbout(one, paragraph));
    if (at !== 0 && at !== last && name === undefined) continue;
    if (at > 0) lines.push(...(at === before + 1 ? [''] : ['', '\u001b[2m…\u001b[0m', '']));
    lines.push(...(name === undefined ? withoutNotes(paragraph) : withFields(paragraph, shown[name])));
    before = at;
  }
  for (const name of Object.keys(shown)) {
    if (!paragraphs.some((paragraph) => isAbout(name, paragraph)))
      throw new Error(`Expected a paragraph about ${name}, got a report without`);
  }
  return lines;
}

/** A finding by its rule, a topic whose rules all pass by its name. */
function isAbout(name, paragraph) {
  const text = stripVTControlCharacters(paragraph);
  if (name.includes('/')) return new RegExp(`✗ \\w+ +${name}$`, 'm').test(text);
  return text.startsWith(`${name}  `) && !text.includes('✗');
}

/** What the checker has to say about itself. */
function withoutNotes(paragraph) {
  return paragraph.split('\n').filter((line) => !stripVTControlCharacters(line).startsWith('- '));
}

function withFields(paragraph, fields) {
  let field;
  return paragraph.split('\n').filter((line) => {
    const text = stripVTControlCharacters(line);
    field = FIELD.exec(text)?.[1] ?? (SNIPPET.test(text) ? 'reproduce' : field);
    return field === undefined || fields.includes(field);
  });
}
