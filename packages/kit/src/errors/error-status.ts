/** Whether a value is a status that an error may be answered with: an integer 400..599. */
export function isErrorStatus(value: unknown): value is number {
  return typeof value === 'number' && value >= 400 && value <= 599 && Number.isInteger(value);
}
