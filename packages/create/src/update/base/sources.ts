import { blobId } from '../../blob-id.ts';

/** A place where older contents may be found: blob ids by path are wanted, whatever can be had is given. */
export type BaseSource = (wanted: ReadonlyMap<string, string>) => Promise<ReadonlyMap<string, Buffer>>;

/** Asks one source after another for what is still missing. Only a content that has the wanted id counts. */
export async function fromSources(
  wanted: ReadonlyMap<string, string>,
  sources: readonly BaseSource[],
): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const source of sources) {
    const missing = new Map([...wanted].filter(([path]) => !found.has(path)));
    if (missing.size === 0) break;
    for (const [path, content] of await source(missing)) {
      if (blobId(content) === missing.get(path)) found.set(path, content);
    }
  }
  return found;
}
