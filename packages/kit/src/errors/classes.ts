import { BadGatewayError } from './http/bad-gateway-error.ts';
import { BadRequestError } from './http/bad-request-error.ts';
import { BadUrlError } from './http/bad-url-error.ts';
import { ConflictError } from './http/conflict-error.ts';
import { ForbiddenError } from './http/forbidden-error.ts';
import { GatewayTimeoutError } from './http/gateway-timeout-error.ts';
import { GoneError } from './http/gone-error.ts';
import { HeadersTooLargeError } from './http/headers-too-large-error.ts';
import { InternalError } from './http/internal-error.ts';
import { LengthRequiredError } from './http/length-required-error.ts';
import { LockedError } from './http/locked-error.ts';
import { MalformedJsonError } from './http/malformed-json-error.ts';
import { MethodNotAllowedError } from './http/method-not-allowed-error.ts';
import { NotAcceptableError } from './http/not-acceptable-error.ts';
import { NotFoundError } from './http/not-found-error.ts';
import { NotImplementedError } from './http/not-implemented-error.ts';
import { PayloadTooLargeError } from './http/payload-too-large-error.ts';
import { PaymentRequiredError } from './http/payment-required-error.ts';
import { PoolExhaustedError } from './http/pool-exhausted-error.ts';
import { PreconditionFailedError } from './http/precondition-failed-error.ts';
import { PreconditionRequiredError } from './http/precondition-required-error.ts';
import { RequestTimeoutError } from './http/request-timeout-error.ts';
import { ServiceUnavailableError } from './http/service-unavailable-error.ts';
import { TooManyRequestsError } from './http/too-many-requests-error.ts';
import { UnauthorizedError } from './http/unauthorized-error.ts';
import { UnprocessableContentError } from './http/unprocessable-content-error.ts';
import { UnsupportedMediaTypeError } from './http/unsupported-media-type-error.ts';
import { UriTooLongError } from './http/uri-too-long-error.ts';
import { ValidationError } from './http/validation-error.ts';

/** Every error class of the kit; a test holds this against the folder. */
export const CLASSES = [
  BadGatewayError,
  BadRequestError,
  BadUrlError,
  ConflictError,
  ForbiddenError,
  GatewayTimeoutError,
  GoneError,
  HeadersTooLargeError,
  InternalError,
  LengthRequiredError,
  LockedError,
  MalformedJsonError,
  MethodNotAllowedError,
  NotAcceptableError,
  NotFoundError,
  NotImplementedError,
  PayloadTooLargeError,
  PaymentRequiredError,
  PoolExhaustedError,
  PreconditionFailedError,
  PreconditionRequiredError,
  RequestTimeoutError,
  ServiceUnavailableError,
  TooManyRequestsError,
  UnauthorizedError,
  UnprocessableContentError,
  UnsupportedMediaTypeError,
  UriTooLongError,
  ValidationError,
] as const;
