/** A name for an operation that follows from method and path alone: `GET /users/{id}` is `getUsersById`. */
export function operationId(method: string, path: string): string {
  const words = path.split('/').flatMap((segment) => {
    const names = [...segment.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => `By${pascal(name)}`);
    return [pascal(segment.replace(/\{[^}]*\}/g, ' ')), ...names];
  });
  return method.toLowerCase() + (words.join('') || 'Root');
}

function pascal(text: string): string {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
