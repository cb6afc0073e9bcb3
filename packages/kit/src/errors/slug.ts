/** The last segment of a code's `type` URI: `NOT_FOUND` and `NotFound` give `not-found`. */
export function slug(code: string): string {
  const words = code.replace(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase();
  return words.replace(/[^a-z\d]+/g, '-').replace(/^-|-$/g, '') || 'error';
}
