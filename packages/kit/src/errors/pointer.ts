const PLAIN = /^[\w-]*$/;
const LONE_SURROGATE = /[\ud800-\udfff]/gu;

/** The JSON Pointer of a path as a URI fragment (RFC 6901, 6): `['a', 0, 'b/c']` gives `#/a/0/b~1c`. */
export function pointer(path: readonly PropertyKey[]): string {
  let text = '#';
  for (const step of path) text += `/${token(String(step))}`;
  return text;
}

function token(step: string): string {
  if (PLAIN.test(step)) return step;
  const escaped = step.replaceAll('~', '~0').replaceAll('/', '~1');
  // A lone surrogate makes `encodeURI` throw; a fragment must have `#` encoded, which `encodeURI` keeps.
  return encodeURI(escaped.replace(LONE_SURROGATE, '\ufffd')).replaceAll('#', '%23');
}
