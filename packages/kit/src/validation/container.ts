/** What a parser of JSON or of a query nests. */
export type Container = unknown[] | Record<string, unknown>;

/** Arrays and what parsers make: buffers, streams, dates and other classes are left alone. */
export function isContainer(value: unknown): value is Container {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  // fast parsers use an empty prototype of their own, one step above `null`, as is Object.prototype
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
