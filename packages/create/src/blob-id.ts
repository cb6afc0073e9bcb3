import { createHash } from 'node:crypto';

/** The name that git gives to a content: SHA-1 of `blob <length>\0<content>`. */
export function blobId(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}
