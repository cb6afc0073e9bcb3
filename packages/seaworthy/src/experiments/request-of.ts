import { operationsOf, type Operation } from '../profile/openapi-operations.ts';
import type { Profile } from '../profile/profile.ts';
import { flat, type Document, type Schema } from '../profile/schema.ts';

/** The documented operation behind a known request, `undefined` when the document does not tell of it. */
export function operationOf(
  { document }: Profile,
  { method, path }: { method: string; path: string },
): Operation | undefined {
  if (document === undefined) return undefined;
  const target = path.split('?')[0]!;
  return operationsOf(document).find(
    (operation) => operation.method === method && matches(operation.path, target),
  );
}

/** Whether a documented path, perhaps a template, is the one of this request target without query. */
export function matches(template: string, target: string): boolean {
  const parts = template
    .split(/\{[^}]+\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('[^/]+')}$`).test(target);
}

/** The schema of the known write's JSON body, references followed; `undefined` when nothing is documented. */
export function writeSchemaOf(profile: Profile): Schema | undefined {
  if (profile.write === undefined) return undefined;
  const body = operationOf(profile, profile.write)?.body ?? {};
  const content = Object.entries(body).find(([type]) => /^application\/json\b|^\*\/\*$/.test(type))?.[1];
  return flat(profile.document as Document, content?.schema);
}
