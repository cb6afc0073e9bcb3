/** What JSON may hold as it is, and what steers a terminal or turns the writing direction all the same. */
const STEERING = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** JSON with a line end, safe to print: what is not plain text in it is escaped, as JSON allows (RFC 8259, 7). */
export function jsonText(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent);
  return `${text.replace(STEERING, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
