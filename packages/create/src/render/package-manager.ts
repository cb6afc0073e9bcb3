import { basename } from 'node:path/posix';

type Words = Readonly<
  Record<'run' | 'script' | 'quiet' | 'install' | 'exact' | 'prune' | 'npx' | 'lock', string>
>;

/** What to say instead of npm's words. `script` is for test and start, which not all of them have as a word. */
const WORDS: Readonly<Record<string, Words>> = {
  pnpm: {
    run: 'pnpm run',
    script: 'pnpm',
    quiet: 'pnpm run --silent',
    install: 'pnpm install',
    exact: 'pnpm install --frozen-lockfile',
    prune: 'pnpm prune --prod',
    npx: 'pnpm exec',
    lock: 'pnpm-lock.yaml',
  },
  yarn: {
    run: 'yarn run',
    script: 'yarn',
    quiet: 'yarn run',
    install: 'yarn install',
    exact: 'yarn install --frozen-lockfile',
    prune: 'yarn install --frozen-lockfile --production',
    npx: 'yarn',
    lock: 'yarn.lock',
  },
  bun: {
    run: 'bun run',
    script: 'bun run',
    quiet: 'bun run --silent',
    install: 'bun install',
    exact: 'bun install --frozen-lockfile',
    prune: 'bun install --frozen-lockfile --production',
    npx: 'bunx',
    lock: 'bun.lock',
  },
};

/** A text in which commands are those of the project's package manager. Starters are written for npm. */
export function withPackageManager(text: string, path: string, packageManager: string | undefined): string {
  const words = packageManager === undefined ? undefined : WORDS[packageManager];
  if (words === undefined || !/\.md$|\.ya?ml$|^Dockerfile$|^package\.json$/.test(basename(path))) return text;
  return text
    .replace(/\bnpm run --silent\b/g, words.quiet)
    .replace(/\bnpm run\b/g, words.run)
    .replace(/\bnpm (?=(?:test|start)\b)/g, `${words.script} `)
    .replace(/\bnpm prune --omit=dev\b/g, words.prune)
    .replace(/\bnpm ci\b/g, words.exact)
    .replace(/\bnpm install\b(?! --global)/g, words.install)
    .replace(/\bnpx\b/g, words.npx)
    .replace(/\bcache: npm\b/g, `cache: ${packageManager}`)
    .replace(/\bpackage-lock\.json\b/g, words.lock)
    .replace(/\bpackage\*\.json\b/g, `package.json ${words.lock}`);
}
