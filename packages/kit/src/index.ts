// Gives `AppError` its `from`, which knows the subclasses.
import './errors/from.ts';

export { bind, context, runWith } from './context/context.ts';
export type { RequestContext } from './context/request-context.ts';
export { traceparent } from './context/traceparent.ts';
export { AppError, type AppErrorOptions } from './errors/app-error.ts';
export type { FieldError } from './errors/field-error.ts';
export { BadGatewayError } from './errors/http/bad-gateway-error.ts';
export { BadRequestError } from './errors/http/bad-request-error.ts';
export { BadUrlError } from './errors/http/bad-url-error.ts';
export { ConflictError } from './errors/http/conflict-error.ts';
export { ForbiddenError } from './errors/http/forbidden-error.ts';
export { GatewayTimeoutError } from './errors/http/gateway-timeout-error.ts';
export { GoneError } from './errors/http/gone-error.ts';
export { HeadersTooLargeError } from './errors/http/headers-too-large-error.ts';
export { InternalError } from './errors/http/internal-error.ts';
export { LengthRequiredError } from './errors/http/length-required-error.ts';
export { LockedError } from './errors/http/locked-error.ts';
export { MalformedJsonError } from './errors/http/malformed-json-error.ts';
export { MethodNotAllowedError } from './errors/http/method-not-allowed-error.ts';
export { NotAcceptableError } from './errors/http/not-acceptable-error.ts';
export { NotFoundError } from './errors/http/not-found-error.ts';
export { NotImplementedError } from './errors/http/not-implemented-error.ts';
export { PayloadTooLargeError } from './errors/http/payload-too-large-error.ts';
export { PaymentRequiredError } from './errors/http/payment-required-error.ts';
export { PoolExhaustedError } from './errors/http/pool-exhausted-error.ts';
export { PreconditionFailedError } from './errors/http/precondition-failed-error.ts';
export { PreconditionRequiredError } from './errors/http/precondition-required-error.ts';
export { RequestTimeoutError } from './errors/http/request-timeout-error.ts';
export { ServiceUnavailableError } from './errors/http/service-unavailable-error.ts';
export { TooManyRequestsError } from './errors/http/too-many-requests-error.ts';
export { UnauthorizedError } from './errors/http/unauthorized-error.ts';
export { UnprocessableContentError } from './errors/http/unprocessable-content-error.ts';
export { UnsupportedMediaTypeError } from './errors/http/unsupported-media-type-error.ts';
export { UriTooLongError } from './errors/http/uri-too-long-error.ts';
export { ValidationError } from './errors/http/validation-error.ts';
export { documentError } from './errors/catalogue.ts';
export { HealthChecks } from './health/checks.ts';
export {
  shutdown,
  type Closable,
  type Report,
  type Shutdown,
  type ShutdownOptions,
} from './lifecycle/shutdown.ts';
export { setDestination } from './logging/destination.ts';
export { log } from './logging/logger.ts';
export { watch, type Watch, type WatchOptions } from './diagnostics/watch.ts';
export type { Finding } from './diagnostics/finding.ts';
export type { DocsOptions, HealthOptions, Limits, MetricsOptions, Options } from './options.ts';
export type { Endpoint, Reply } from './seam.ts';
export type { Service } from './service.ts';
export { ConfigurationError } from './validation/configuration-error.ts';
export { environment } from './validation/environment.ts';
export { environmentOrExit } from './validation/environment-or-exit.ts';
export type { Parts, PartsOrSchema, ValidInput } from './validation/parts.ts';
export { validator, type ValidatorOptions } from './validation/validator.ts';
