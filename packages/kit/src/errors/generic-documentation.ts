import type { ErrorDocumentation } from './documentation.ts';
import { phraseOf } from './status-phrases.ts';

/** What can be said about a code that nobody documented: what its status says. */
export function genericDocumentation(code: string, status: number): ErrorDocumentation {
  const fault =
    status < 500 ? 'something about the request' : 'something inside the service, not about the request';
  return {
    meaning: `The service answered ${status} (${phraseOf(status)}) with the code ${code}: it is ${fault}.`,
    action:
      status < 500
        ? 'Read the detail of the answer, correct the request and send it again.'
        : 'Try again later. If it keeps happening, report it together with the request id of the answer.',
  };
}
