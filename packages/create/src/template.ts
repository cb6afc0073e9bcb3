import type { Answers } from './answers.ts';
import type { PackageSource } from './render/package-source.ts';
import { render, type RenderedProject } from './render.ts';
import { readStarter } from './starters.ts';

/**
 * The files of a project. A later version that updates a project asks the version it was made with through this module,
 * at `dist/template.js`: neither its name nor its parameters may change.
 */
export function template(starter: string, answers: Answers, packages: PackageSource): RenderedProject {
  return render(readStarter(starter), answers, packages);
}
