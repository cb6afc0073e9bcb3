/**
 * The variables that an `.env.example` calls required: the comment right above or behind the assignment says so. An
 * assignment that is itself a comment counts, an empty value alone does not: it may be optional.
 */
export function requiredEnvironment(text: string): string[] {
  const names: string[] = [];
  let comment = '';
  for (const line of text.split(/\r?\n/)) {
    const [, name, behind = ''] = /^\s*#?\s*(?:export\s+)?([A-Z][A-Z0-9_]*)=[^#]*(#.*)?$/.exec(line) ?? [];
    if (name !== undefined) {
      if (says(comment + behind)) names.push(name);
      // A paragraph of comment belongs to the first assignment below it.
      comment = '';
    } else comment = line.trimStart().startsWith('#') ? `${comment}${line}\n` : '';
  }
  return names;
}

function says(comment: string): boolean {
  return /\brequired\b|\bmandatory\b/i.test(comment) && !/\bnot required\b|\boptional\b/i.test(comment);
}
