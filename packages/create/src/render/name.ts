/** A text with the starter's name replaced, in its own form and in snake_case. */
export function withName(text: string, starterName: string, name: string): string {
  return text.replaceAll(starterName, name).replaceAll(snakeCase(starterName), snakeCase(name));
}

function snakeCase(name: string): string {
  return name.replaceAll('-', '_');
}
