/** The words of a command line as a shell would split them; quotes and a backslash at a line's end are understood. */
export function wordsOf(command) {
  const words = [];
  for (const [, single, double, plain] of command
    .replace(/\\\n/g, ' ')
    .matchAll(/'([^']*)'|"([^"]*)"|([^\s'"]+)/g)) {
    words.push(single ?? double ?? plain);
  }
  return words;
}
