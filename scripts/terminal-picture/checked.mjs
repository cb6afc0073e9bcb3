import { execFile } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf } from '../docs/blocks.mjs';
import { root } from '../docs/documents.mjs';

const SEAWORTHY = join(root, 'packages', 'seaworthy', 'bin', 'seaworthy.js');

/** What `npx seaworthy check -- node <file>` prints on a terminal with colours, with the configuration of the guide. */
export function checked(folder, guide, file) {
  const config = join(folder, 'seaworthy.config.json');
  const told = blocksOf(guide).find(({ name }) => name === 'seaworthy.config.json');
  // A service that has an OpenAPI document tells its routes itself.
  if (existsSync(config)) rmSync(config);
  if (file === 'server.js') writeFileSync(config, told.text.replaceAll('.ts', '.js'));
  const { NO_COLOR: _no, NODE_ENV: _env, ...env } = process.env;
  const options = { cwd: folder, env: { ...env, FORCE_COLOR: '1' }, encoding: 'utf8', maxBuffer: 1e8 };
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [SEAWORTHY, 'check', '--quiet', '--', 'node', file],
      options,
      (error, out, err) => (error !== null && error.code !== 1 ? reject(new Error(out + err)) : resolve(out)),
    );
  });
}
