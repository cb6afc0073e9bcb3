/**
 * Whether a path is one that a pattern means: `*` stands for anything within a name, `**` for any folders, and a
 * pattern without a slash for that name in any folder. A folder is asked about with a slash at its end.
 */
export function matches(pattern: string, path: string): boolean {
  let compiled = COMPILED.get(pattern);
  if (compiled === undefined) COMPILED.set(pattern, (compiled = compile(pattern)));
  return compiled.test(path);
}

const COMPILED = new Map<string, RegExp>();

function compile(pattern: string): RegExp {
  const anywhere = pattern.includes('/') ? pattern : `**/${pattern}`;
  const source = anywhere
    .split(/(\*\*\/|\/\*\*$|\*)/)
    .map((part) => {
      if (part === '**/') return '(?:.*/)?';
      if (part === '/**') return '/.*';
      if (part === '*') return '[^/]*';
      return part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`);
}
