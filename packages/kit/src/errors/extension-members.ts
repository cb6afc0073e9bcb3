/** The members every problem document of the kit has or may have; `toJSON` could replace them all. */
const STANDARD = new Set([
  'type',
  'title',
  'status',
  'detail',
  'instance',
  'code',
  'requestId',
  'errors',
  'toJSON',
]);

/** A copy of `details` without what would override a standard member of the document. */
export function extensionMembers(
  details: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(details).filter(([name]) => !STANDARD.has(name)));
}
