import { blobId } from '../blob-id.ts';
import type { RenderedProject } from '../render.ts';
import { git, GitMissing } from './git.ts';

/**
 * Keeps the template's files among the project's git objects, as a tree under `refs/seaworthy/`: a merge writes none of
 * them as they are, and the next update needs them as its base. Where that cannot be done nothing is kept, and the next
 * update asks elsewhere.
 */
export async function keepTemplate(folder: string, project: RenderedProject): Promise<void> {
  try {
    await keep(folder, project);
  } catch (error) {
    if (!(error instanceof GitMissing)) throw error;
  }
}

async function keep(folder: string, project: RenderedProject): Promise<void> {
  const prefix = await git(folder, ['rev-parse', '--show-prefix']);
  if (prefix.code !== 0) return;
  // A repository may hold several projects.
  const ref = `refs/seaworthy/template-${blobId(prefix.stdout).slice(0, 12)}`;
  const commit = `${ref}-import`;
  const imported = await git(folder, ['fast-import', '--quiet', '--force'], stream(commit, project));
  if (imported.code !== 0) return;
  // As a tree, since a commit would stand among the branches of whoever looks at all of them.
  await git(folder, ['update-ref', ref, `${commit}^{tree}`]);
  await git(folder, ['update-ref', '-d', commit]);
}

/** What git-fast-import(1) reads. */
function stream(ref: string, project: RenderedProject): Buffer {
  return Buffer.concat([
    Buffer.from(`commit ${ref}\ncommitter seaworthy <seaworthy@localhost> 0 +0000\ndata 0\ndeleteall\n`),
    ...project.flatMap(({ path, content, mode }) => [
      Buffer.from(`M 100${mode.toString(8)} inline ${path}\ndata ${content.length}\n`),
      content,
      Buffer.from('\n'),
    ]),
  ]);
}
