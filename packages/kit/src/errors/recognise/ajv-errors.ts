import type { FieldErrorInput } from '../field-error.ts';
import { pointer } from '../pointer.ts';

const LOCATIONS = { body: 'body', querystring: 'query', params: 'path', headers: 'header' } as const;

interface AjvError {
  instancePath?: unknown;
  keyword?: unknown;
  message?: unknown;
  params?: { missingProperty?: unknown; additionalProperty?: unknown };
}

/** The findings of Fastify's validator as field errors; one about the whole part when it gives none. */
export function ajvErrors(validation: unknown, context: string): FieldErrorInput[] {
  const location = LOCATIONS[context as keyof typeof LOCATIONS] ?? 'body';
  const findings = Array.isArray(validation) && validation.length > 0 ? (validation as AjvError[]) : [{}];
  return findings.map((finding) => {
    const path = pathOf(finding);
    return {
      field: path.length === 0 ? location : path.join('.'),
      message: typeof finding.message === 'string' ? finding.message : 'is not valid',
      code: typeof finding.keyword === 'string' ? finding.keyword : 'invalid',
      pointer: pointer(path),
      in: location,
    };
  });
}

/** A missing field is reported at the object that lacks it; the reader looks for the field. */
function pathOf({ instancePath, params }: AjvError): string[] {
  const path = typeof instancePath === 'string' ? instancePath.split('/').slice(1).map(unescape) : [];
  const named = params?.missingProperty ?? params?.additionalProperty;
  return typeof named === 'string' ? [...path, named] : path;
}

function unescape(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}
