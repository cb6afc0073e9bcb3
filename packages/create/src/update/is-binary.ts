/** As git decides: a NUL byte among the first 8000. */
export function isBinary(content: Buffer): boolean {
  return content.subarray(0, 8000).includes(0);
}
