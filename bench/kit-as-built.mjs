import { cpSync, existsSync, rmSync } from 'node:fs';

const built = new URL('../packages/kit/', import.meta.url);
const installed = new URL('node_modules/@seaworthy/kit/', import.meta.url);

/**
 * Puts the kit as it is built now in the place of the installed copy. It is a copy and not a link, because a linked
 * kit would load a second Express, Fastify and NestJS from the root and the services would measure a mixture.
 */
export function useKitAsBuilt() {
  if (!existsSync(new URL('dist/', built))) {
    throw new Error('expected packages/kit/dist, got nothing there: run "npm run build" at the root first');
  }
  rmSync(new URL('dist/', installed), { recursive: true, force: true });
  for (const part of ['dist/', 'package.json'])
    cpSync(new URL(part, built), new URL(part, installed), { recursive: true });
}
