import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 404. The log reads which one, the client only `<resource> not found`: a submitted value never goes back. */
export class NotFoundError extends AppError {
  static override documentation = {
    meaning:
      'There is nothing at this address, or nothing with this id. It may never have existed, or it was removed.',
    action: 'Check the address and the id for typing errors, and look the id up again.',
  };

  constructor(resource = 'Resource', id?: string | number | bigint, options?: AppErrorOptions) {
    const detail = `${resource} not found`;
    super('NOT_FOUND', id === undefined ? detail : `${resource} ${id} not found`, 404, {
      detail,
      ...options,
    });
  }
}
