/**
 * `scheme://user:password@`. The password reaches to the last `@`, since unescaped ones contain `/` and `@`;
 * `host:80/path@x` is a port and no password. Every part is bounded, so that a long text costs linear time.
 */
const URL_PASSWORD =
  /\b([a-z][a-z\d+.-]{0,30}:\/\/[^\s:/?#@]{0,128}:)(?!\d{1,5}(?:[/?#]|$))[^\s"'`<>]{1,256}@/gi;

/** Replaces the password of every URL in a text: `scheme://user:***@host`. */
export function maskUrlPasswords(text: string): string {
  return text.includes('://') && text.includes('@') ? text.replace(URL_PASSWORD, '$1***@') : text;
}
