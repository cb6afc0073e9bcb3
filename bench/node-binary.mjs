import { execFileSync } from 'node:child_process';

/** Path of the Node that runs the services: this one, or the asked version from the npm package `node`. */
export function nodeBinary(version) {
  if (version === undefined) return process.execPath;
  const found = execFileSync('npx', ['--yes', `node@${version}`, '-p', 'process.execPath'], {
    encoding: 'utf8',
  });
  return found.trim();
}
