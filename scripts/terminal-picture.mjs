// `node scripts/terminal-picture.mjs`: checks the two services of docs/guides/first-check.md, and draws what the command
// printed, cut to what a reader looks at first, into docs/pictures/. Needs `npm run build`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents, root } from './docs/documents.mjs';
import { compile, folderOf } from './docs/modules.mjs';
import { checked } from './terminal-picture/checked.mjs';
import { excerpt } from './terminal-picture/excerpt.mjs';
import { picture } from './terminal-picture/picture.mjs';

const GUIDE = 'docs/guides/first-check.md';

/** The files by the names of their pictures, and which paragraphs of the report are shown, with which of its fields. */
const PICTURES = {
  'check-plain-express': {
    file: 'server.js',
    title: 'seaworthy check on a plain Express service: not fit for production',
    shown: {
      'shutdown/finishes-in-flight': ['expected', 'actual', 'evidence', 'fix'],
      'input/refuses-invalid-fields': ['expected', 'actual'],
      'request-id/is-on-every-response': ['expected', 'actual'],
    },
  },
  'check-with-the-kit': {
    file: 'with-kit.js',
    title: 'seaworthy check on the same service with the kit: fit for production',
    shown: { boot: [], shutdown: [], health: [], errors: [], input: [], http: [] },
  },
};

const modules = join(root, 'dist', 'pictures');
const wrong = compile({ [GUIDE]: documents[GUIDE] }, modules);
if (wrong !== '') throw new Error(wrong);
const pictures = join(root, 'docs', 'pictures');
mkdirSync(pictures, { recursive: true });
for (const [name, { file, title, shown }] of Object.entries(PICTURES)) {
  const report = await checked(join(modules, folderOf(GUIDE)), documents[GUIDE], file);
  const lines = [`\u001b[2m$\u001b[0m npx seaworthy check -- node ${file}`, ...excerpt(report, shown)];
  writeFileSync(join(pictures, `${name}.svg`), picture(lines, title));
  console.log(`docs/pictures/${name}.svg: ${lines.length} lines of ${report.split('\n').length}`);
}
rmSync(modules, { recursive: true });
