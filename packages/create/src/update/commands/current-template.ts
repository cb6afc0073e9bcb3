import { packages } from '../../pack.ts';
import type { ProjectFile } from '../../project-file.ts';
import { fromCheckout, readManifests, readStarter } from '../../starters.ts';
import { UsageError } from '../../usage-error.ts';
import type { UpdateOptions } from '../update.ts';

/** What this version of create-seaworthy has for a project. Throws a {@link UsageError} if it has no such starter. */
export function currentTemplate(
  recorded: ProjectFile,
): Pick<UpdateOptions, 'starter' | 'packages' | 'tarballs'> {
  const ids = readManifests().map(({ id }) => id);
  if (!ids.includes(recorded.template))
    throw new UsageError(
      `This project was made from the starter ${JSON.stringify(recorded.template)}, which this version does not have; it has: ${ids.join(', ')}.`,
    );
  return {
    starter: readStarter(recorded.template),
    // A published version has its packages in the registry, where the project can get them from now on.
    packages: fromCheckout() ? recorded.packages : 'registry',
    tarballs: packages,
  };
}
