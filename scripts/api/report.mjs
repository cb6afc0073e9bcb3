import { join, relative, sep } from 'node:path';
import { declarations } from './declarations.mjs';
import { namesOf } from './module.mjs';

/** The API of a package as Markdown: the names of every entry point, then every declaration that they lead to. */
export function reportOf(folder, manifest) {
  const entries = Object.entries(manifest.exports).filter(([, target]) => target.types !== undefined);
  const files = entries.map(([entry, { types }]) => [manifest.name + entry.slice(1), join(folder, types)]);
  const names = files.map(([entry, file]) => {
    const { own, all } = namesOf(file);
    const others = all.map((from) => files.find(([, other]) => other === from)?.[0] ?? from);
    const lines = [
      ...others.map((other) => `everything of \`${other}\``),
      ...own.map((name) => `\`${name}\``),
    ];
    return `### \`${entry}\`\n\n${lines.map((line) => `- ${line}\n`).join('')}`;
  });
  const texts = declarations(files.map(([, file]) => file)).map(([file, chunks]) => {
    const place = relative(join(folder, 'dist'), file)
      .split(sep)
      .join('/')
      .replace(/\.d\.ts$/, '');
    return `### ${place}\n\n\`\`\`ts\n${chunks.join('\n')}\n\`\`\`\n`;
  });
  return [
    `# API of ${manifest.name}\n`,
    'Written by `npm run api` from what the compiler declares. A change here is a change for users.\n',
    '## Entry points\n',
    ...names,
    '## Declarations\n',
    ...texts,
  ].join('\n');
}
