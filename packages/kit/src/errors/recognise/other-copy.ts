import { APP_ERROR, AppError, type AppErrorOptions } from '../app-error.ts';
import { isErrorStatus } from '../error-status.ts';
import type { FieldErrorInput } from '../field-error.ts';
import { ValidationError } from '../http/validation-error.ts';

/** An error of another copy of the kit, or one of ours that something has bent, rebuilt by our rules. */
export function recogniseOtherCopy(thrown: object): AppError | undefined {
  const { [APP_ERROR]: ours, ...rest } = fieldsOf(thrown);
  if (ours !== true) return undefined;
  const { code, message, status, headers, details, errors } = rest;
  const options: AppErrorOptions = { cause: thrown, headers: objectOr(headers), details: objectOr(details) };
  // Without a status, what it wanted to expose was meant for another answer.
  if (!isErrorStatus(status))
    return new AppError(textOr(code, 'INTERNAL_ERROR'), textOr(message, ''), 500, { cause: thrown });
  if (Array.isArray(errors) && code === 'VALIDATION_ERROR') {
    return new ValidationError(errors as FieldErrorInput[], {
      ...options,
      status: status === 422 ? 422 : 400,
    });
  }
  return new AppError(textOr(code, 'ERROR'), textOr(message, ''), status, {
    ...options,
    expose: rest.expose === true,
    detail: typeof rest.detail === 'string' ? rest.detail : undefined,
    title: typeof rest.title === 'string' ? rest.title : undefined,
  });
}

type Fields = Record<
  'code' | 'message' | 'status' | 'headers' | 'details' | 'errors' | 'expose' | 'detail' | 'title',
  unknown
>;

function fieldsOf(thrown: object): Fields & { [APP_ERROR]?: unknown } {
  const {
    code,
    message,
    status,
    headers,
    details,
    errors,
    expose,
    detail,
    title,
    [APP_ERROR]: ours,
  } = thrown as Fields & {
    [APP_ERROR]?: unknown;
  };
  return { code, message, status, headers, details, errors, expose, detail, title, [APP_ERROR]: ours };
}

function objectOr(value: unknown): Record<string, string> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, string>) : undefined;
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
