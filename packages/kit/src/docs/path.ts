/** One path of the document, and its parameters in order. */
export interface DocumentPath {
  /** `/users/{id}`. */
  path: string;
  parameters: readonly PathParameter[];
}

export interface PathParameter {
  /** As between the braces. */
  name: string;
  /** As the framework calls it in `params`: `*` for Fastify's wildcard. */
  key: string;
  /** The route's own constraint, as in `:id(\\d+)`. */
  pattern?: string;
}

/**
 * The OpenAPI paths of a route template: two when a segment is optional, since a path parameter never is.
 * Reads Express 4 and 5, Fastify and NestJS templates: `:id`, `:id?`, `:id(\\d+)`, `*`, `*rest`, `{/:id}`.
 */
export function documentPaths(template: string): DocumentPath[] {
  const seen = new Map<string, DocumentPath>();
  for (const found of new Template(template).read()) {
    const path = found.path.startsWith('/') ? found.path : `/${found.path}`;
    if (!seen.has(path)) seen.set(path, { ...found, path });
  }
  return [...seen.values()];
}

const NAME = /(?:[\p{L}\p{N}_$]+|"[^"]+")/uy;

class Template {
  #at = 0;
  #wildcards = 0;

  constructor(readonly text: string) {}

  read(): DocumentPath[] {
    let paths: DocumentPath[] = [{ path: '', parameters: [] }];
    const add = (...pieces: DocumentPath[]): void => {
      paths = paths.flatMap((path) => pieces.map((piece) => join(path, piece)));
    };
    for (let char = this.text[this.#at]; char !== undefined && char !== '}'; char = this.text[this.#at]) {
      this.#at++;
      if (char === '{') {
        add(NOTHING, ...this.read());
        this.#at++;
      } else if (char === '*') {
        add(...this.#wildcard());
      } else if (char === ':' && this.text[this.#at] !== ':') {
        add(...this.#parameter());
      } else {
        // `\:` in Express 5 and `::` in Fastify are a colon.
        add(literal(char === '\\' || char === ':' ? (this.text[this.#at++] ?? '') : char));
      }
    }
    return paths;
  }

  #parameter(): DocumentPath[] {
    const name = this.#name();
    if (name === undefined) return [literal(':')];
    const pattern = this.#constraint();
    const found = parameter({
      name,
      key: name,
      ...(pattern !== undefined && { pattern: `^(?:${pattern})$` }),
    });
    const modifier = /[?*+]/y;
    modifier.lastIndex = this.#at;
    const sign = modifier.exec(this.text)?.[0];
    if (sign === undefined) return [found];
    this.#at++;
    return sign === '+' ? [found] : [NO_SEGMENT, found];
  }

  #wildcard(): DocumentPath[] {
    const named = this.#name();
    if (named !== undefined) return [parameter({ name: named, key: named })];
    this.#wildcards++;
    return [parameter({ name: this.#wildcards === 1 ? 'wildcard' : `wildcard${this.#wildcards}`, key: '*' })];
  }

  #name(): string | undefined {
    NAME.lastIndex = this.#at;
    const name = NAME.exec(this.text)?.[0];
    this.#at += name?.length ?? 0;
    return name?.replaceAll('"', '');
  }

  /** What stands in parentheses, which may contain more of them. */
  #constraint(): string | undefined {
    if (this.text[this.#at] !== '(') return undefined;
    const start = ++this.#at;
    for (let depth = 1; depth > 0 && this.#at < this.text.length; this.#at++) {
      const char = this.text[this.#at];
      if (char === '\\') this.#at++;
      else if (char === '(') depth++;
      else if (char === ')') depth--;
    }
    return this.text
      .slice(start, this.#at - 1)
      .replace(/^\^/, '')
      .replace(/\$$/, '');
  }
}

const NOTHING: DocumentPath = { path: '', parameters: [] };

/** Stands for an optional parameter that is absent: the slash before it goes too. */
const NO_SEGMENT: DocumentPath = { path: '', parameters: [] };

function join(path: DocumentPath, piece: DocumentPath): DocumentPath {
  const before = piece === NO_SEGMENT ? path.path.replace(/\/$/, '') : path.path;
  return { path: before + piece.path, parameters: [...path.parameters, ...piece.parameters] };
}

function literal(char: string): DocumentPath {
  return { path: char === '{' || char === '}' ? encodeURIComponent(char) : char, parameters: [] };
}

function parameter(found: PathParameter): DocumentPath {
  return { path: `{${found.name}}`, parameters: [found] };
}
