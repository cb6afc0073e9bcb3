import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import type { AnySchema } from '../../validation/parts.ts';

/** How the validation pipe recognises the decorator: Nest tells a pipe only that a decorator is a custom one. */
export const HEADERS = Symbol('seaworthy.headers');

const Headers = createParamDecorator(
  (_mark: symbol, context: ExecutionContext) =>
    context.switchToHttp().getRequest<{ headers: IncomingHttpHeaders }>().headers,
);

/** The request's headers, validated: Nest's own `@Headers()` takes no schema. Names are lower case. */
export function ValidHeaders(schema: AnySchema): ParameterDecorator {
  return Headers(HEADERS, { schema });
}
