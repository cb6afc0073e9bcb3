import type { Dependency } from '../lab/dependency.ts';
import type { Config, DependencyConfig } from './config.ts';

/** The configured dependencies as the lab wants them. */
export function dependenciesOf({ dependencies = {} }: Config): Record<string, Dependency> {
  return Object.fromEntries(Object.entries(dependencies).map(([name, one]) => [name, dependencyOf(one)]));
}

function dependencyOf(dependency: DependencyConfig): Dependency {
  const url = typeof dependency === 'string' ? dependency : dependency.url;
  return url === 'embedded' ? { embedded: true } : { url };
}
