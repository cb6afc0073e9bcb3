import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contestants } from './contestants.mjs';

const folder = fileURLToPath(new URL('../../scoreboard', import.meta.url));

/** What is known of the contestants, in their order; who was never checked is left out. */
export function boards() {
  return contestants
    .map(({ name }) => join(folder, `${name}.json`))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')));
}

/** One line per finding, so that a difference between two runs is readable. */
export function save(board) {
  const lines = Object.entries(board).map(([key, value]) =>
    key === 'findings'
      ? `  "findings": [\n${value.map((finding) => `    ${JSON.stringify(finding)}`).join(',\n')}\n  ]`
      : `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${board.name}.json`), `{\n${lines.join(',\n')}\n}\n`);
}
