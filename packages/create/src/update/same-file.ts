import { blobId } from '../blob-id.ts';
import { isBinary } from './is-binary.ts';
import { withLineEnds } from './line-ends.ts';

/** Whether a file is what the id was made of; line ends do not count, since git may have changed them at checkout. */
export function hasId(content: Buffer, id: string): boolean {
  if (blobId(content) === id) return true;
  if (isBinary(content)) return false;
  return blobId(withLineEnds(content, 'lf')) === id || blobId(withLineEnds(content, 'crlf')) === id;
}
