import { AppError, type AppErrorOptions } from '../app-error.ts';
import { withHeader } from '../with-header.ts';

/** 405. `allow` lists the methods that do work there (RFC 9110, 15.5.6). */
export class MethodNotAllowedError extends AppError {
  static override documentation = {
    meaning:
      'The address exists, but not for this method, as when something is deleted that can only be read.',
    action: 'Use one of the methods in the Allow header of the answer.',
  };

  constructor(allow: readonly string[] = [], options?: AppErrorOptions) {
    const message = 'The method is not allowed here';
    super('METHOD_NOT_ALLOWED', message, 405, withHeader('allow', allow.join(', '), options));
  }
}
