import { AppError, type AppErrorOptions } from './app-error.ts';
import { phraseOf } from './status-phrases.ts';

/** Where a class of ours is not named after the phrase of its status. */
const CODES: Readonly<Record<number, string>> = {
  413: 'PAYLOAD_TOO_LARGE',
  418: 'IM_A_TEAPOT',
  431: 'HEADERS_TOO_LARGE',
  500: 'INTERNAL_ERROR',
};

/** An error that is known by its status only. A message that says no more than the status is no detail. */
export function errorOfStatus(status: number, message: unknown, options: AppErrorOptions): AppError {
  const phrase = phraseOf(status);
  const text = typeof message === 'string' && message !== '' ? message : phrase;
  const saysMore = text.toLowerCase() !== phrase.toLowerCase();
  return new AppError(
    codeOf(status, phrase),
    text,
    status,
    saysMore ? options : { ...options, expose: false },
  );
}

function codeOf(status: number, phrase: string): string {
  return CODES[status] ?? phrase.toUpperCase().replace(/[^A-Z]+/g, '_');
}
