import { STATUS_CODES } from 'node:http';
import { Catch, HttpException, Logger } from '@nestjs/common';
import { problemType } from '../stack/problem.mjs';
import { requestContext } from '../stack/request-context.mjs';

/** The usual catch-all filter: whatever was thrown becomes a problem document. */
export class ProblemFilter {
  #adapter;
  #log = new Logger('ProblemFilter');

  constructor(adapter) {
    this.#adapter = adapter;
  }

  catch(error, host) {
    const http = host.switchToHttp();
    const response = http.getResponse();
    const status = error instanceof HttpException ? error.getStatus() : 500;
    const details = error instanceof HttpException ? error.getResponse() : {};
    const title = STATUS_CODES[status];
    const code = details.errors === undefined ? title.toUpperCase().replaceAll(' ', '_') : 'VALIDATION_ERROR';
    if (status >= 500) this.#log.error(error);
    this.#adapter.setHeader(response, 'Content-Type', problemType);
    this.#adapter.reply(
      response,
      {
        type: `/errors/${code.toLowerCase().replaceAll('_', '-')}`,
        title,
        status,
        detail: status < 500 ? details.message : undefined,
        instance: this.#adapter.getRequestUrl(http.getRequest()),
        code,
        requestId: requestContext.getStore()?.requestId,
        errors: details.errors,
      },
      status,
    );
  }
}
Catch()(ProblemFilter);
