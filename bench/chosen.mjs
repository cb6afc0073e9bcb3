/** The entries that `--only` names, in its order, or all; a name that is none of theirs ends the process with exit code 2. */
export function chosen(all, only) {
  if (only === undefined) return all;
  const names = all.map(({ name }) => name);
  const unknown = only.find((name) => !names.includes(name));
  if (unknown === undefined) return only.map((name) => all.find((one) => one.name === name));
  console.error(`--only: expected names among ${names.join(', ')}, got "${unknown}"`);
  return process.exit(2);
}
