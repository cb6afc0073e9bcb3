import { basename } from 'node:path/posix';

/** What makes each lock file anew. */
const COMMANDS: Readonly<Record<string, string>> = {
  'package-lock.json': 'npm install',
  'npm-shrinkwrap.json': 'npm install',
  'pnpm-lock.yaml': 'pnpm install',
  'yarn.lock': 'yarn install',
  'bun.lock': 'bun install',
  'bun.lockb': 'bun install',
  'uv.lock': 'uv lock',
  'poetry.lock': 'poetry lock',
  'go.sum': 'go mod tidy',
  'gradle.lockfile': './gradlew dependencies --write-locks',
};

/** Which files say what a lock file must be made from. */
const MANIFESTS: Readonly<Record<string, readonly string[]>> = {
  'package.json': [
    'package-lock.json',
    'npm-shrinkwrap.json',
    'pnpm-lock.yaml',
    'yarn.lock',
    'bun.lock',
    'bun.lockb',
  ],
  'pyproject.toml': ['uv.lock', 'poetry.lock'],
  'go.mod': ['go.sum'],
};

/** The command that writes this lock file anew; `undefined` for any other file. */
export function lockCommand(path: string): string | undefined {
  const name = basename(path);
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}

/** The lock files that no longer fit once this manifest has changed. */
export function locksOf(path: string): readonly string[] {
  return Object.hasOwn(MANIFESTS, path) ? MANIFESTS[path]! : [];
}
