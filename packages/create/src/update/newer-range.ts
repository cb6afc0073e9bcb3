/** The newer of two simple version ranges (`^1.2.3`, `~1.2`, `>=1`); `undefined` where that cannot be told. */
export function newerRange(a: string, b: string): string | undefined {
  const [left, right] = [lowest(a), lowest(b)];
  if (left === undefined || right === undefined) return undefined;
  for (const at of [0, 1, 2] as const) {
    if (left[at] !== right[at]) return left[at] > right[at] ? a : b;
  }
  return undefined;
}

function lowest(range: string): [number, number, number] | undefined {
  const found = /^(?:[~^]|>=)? *v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(range);
  if (found === null) return undefined;
  return [Number(found[1]), Number(found[2] ?? 0), Number(found[3] ?? 0)];
}
