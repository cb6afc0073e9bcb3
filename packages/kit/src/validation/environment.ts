import type { StandardSchemaV1 } from '@standard-schema/spec';
import { SENTENCES } from './codes/code.ts';
import type { Finding, Issue } from './codes/finding.ts';
import { readerOf } from './codes/reader-of.ts';
import { ConfigurationError } from './configuration-error.ts';
import { Echoes } from './echoes.ts';
import type { AnySchema } from './parts.ts';

/**
 * The configuration of the process, checked and typed by any synchronous Standard Schema. An empty variable counts as
 * not set. Throws one `ConfigurationError` that names every bad variable and what was expected of it, never its value.
 */
export function environment<S extends AnySchema>(
  schema: S,
  env: Readonly<Record<string, string | undefined>> = process.env,
): StandardSchemaV1.InferOutput<S> {
  const input = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const standard: StandardSchemaV1.Props = schema['~standard'];
  const result = standard.validate(input);
  if ('then' in result) {
    result.catch(() => {});
    throw new TypeError(
      'Expected a synchronous schema for the environment, got one that answers with a promise',
    );
  }
  if (!result.issues) return result.value as StandardSchemaV1.InferOutput<S>;

  const read = readerOf(standard.vendor);
  const problems = new Map<string, string[]>();
  for (const finding of result.issues.flatMap((issue) => read(issue as Issue))) {
    const name = String(finding.path[0] ?? '');
    problems.set(name, [...(problems.get(name) ?? []), problem(finding, name, input)]);
  }
  throw new ConfigurationError(problems);
}

function problem(
  { code, path, message, expected }: Finding,
  name: string,
  input: Record<string, unknown>,
): string {
  // a message about one variable is not compared with all others: NODE_ENV=production would silence half of them
  const echoes = new Echoes(name === '' ? input : { [name]: input[name] });
  const known = message === '' || echoes.has(message, path) ? undefined : message;
  if (name === '' || input[name] !== undefined) return known ?? SENTENCES[code];
  if (expected !== undefined && (known?.endsWith(expected) ?? true)) return `not set, expected ${expected}`;
  return known === undefined ? 'not set' : `not set: ${known}`;
}
