import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 401: who is asking is not known. Challenges with `WWW-Authenticate: Bearer` unless `headers` says otherwise. */
export class UnauthorizedError extends AppError {
  static override documentation = {
    meaning: 'The service does not know who is asking: credentials are missing, wrong or expired.',
    action:
      'Sign in again, or send a valid token in the Authorization header. The WWW-Authenticate header names the scheme.',
  };

  constructor(message = 'Authentication is required', options?: AppErrorOptions) {
    super('UNAUTHORIZED', message, 401, options);
  }
}
