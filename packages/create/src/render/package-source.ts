/** Where a project gets the kit and the command from: the registry, or tarballs that it carries in `vendor/`. */
export type PackageSource = 'registry' | 'vendor';
