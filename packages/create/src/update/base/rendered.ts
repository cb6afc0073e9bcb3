import type { RenderedProject } from '../../render.ts';
import type { BaseSource } from './sources.ts';

/** The template at hand with the recorded answers: all that has not changed in it since. */
export function rendered(project: () => RenderedProject): BaseSource {
  return async (wanted) => {
    const files = project().filter(({ path }) => wanted.has(path));
    return new Map(files.map(({ path, content }) => [path, content]));
  };
}
