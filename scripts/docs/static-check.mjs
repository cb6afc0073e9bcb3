import { root } from './documents.mjs';
import { checkShell } from './shell.mjs';
import { checkYaml } from './yaml.mjs';

/** What is wrong with blocks that are looked at and not run; a block of a language that nobody looks at is wrong too. */
export function staticCheck(blocks) {
  const names = blocks.map(({ name }) => name).filter(Boolean);
  const checks = {
    ts: () => {},
    console: () => {},
    sh: (block) => checkShell(block, root, names),
    yaml: checkYaml,
    json: ({ text }) => JSON.parse(text),
  };
  return blocks.flatMap((block) => {
    try {
      const check = checks[block.language];
      if (check === undefined)
        throw new Error(`expected ${Object.keys(checks).join(', ')}, got "${block.language}"`);
      check(block);
      return [];
    } catch (error) {
      return [`line ${block.line}: ${error.message}`];
    }
  });
}
