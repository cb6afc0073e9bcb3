/**
 * What a package brings along when somebody installs it, from a lock file: entries by the place where they lie. Optional
 * peers are the user's own.
 */
export function productionTree(lock, folder) {
  const tree = new Map();
  const add = (place) => {
    const {
      dependencies = {},
      optionalDependencies = {},
      peerDependencies = {},
      peerDependenciesMeta = {},
    } = lock.packages[place];
    const peers = Object.keys(peerDependencies).filter(
      (name) => peerDependenciesMeta[name]?.optional !== true,
    );
    for (const name of [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers]) {
      const found = resolve(lock, place, name);
      if (found === undefined && name in optionalDependencies) continue;
      if (found === undefined) throw new Error(`package-lock.json has no ${name} for ${place}: npm install`);
      if (tree.has(found)) continue;
      tree.set(found, lock.packages[found]);
      add(found);
    }
  };
  add(folder);
  return tree;
}

/** As Node looks for it: beside, then further and further up. */
function resolve(lock, place, name) {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const candidate = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (candidate in lock.packages) return candidate;
    if (at === '') return undefined;
  }
}
