const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
const CURSOR = /(?<="nextCursor":")[^"]+/g;

/** Replaces ids by numbers in the order of their first appearance, and times and cursors by their kind. */
export function masked(): (text: string) => string {
  const numbers = new Map<string, number>();
  const numberOf = (id: string): string => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return `<id ${number}>`;
  };
  return (text) => text.replace(ID, numberOf).replace(TIME, '<time>').replace(CURSOR, '<cursor>');
}
