"""The errors of the service: each knows its status, its code and what the page about it says."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from fastapi.exceptions import HTTPException


class AppError(HTTPException):
    """
    An error that knows its answer. Subclass it for your own; `meaning` and `action` are what the page behind its
    `type` says. `detail` is sent as it is, so it must not repeat what a client submitted.
    """

    code = "INTERNAL_ERROR"
    status = 500
    message: str | None = None
    meaning = "Something went wrong inside the service. The request was probably fine."
    action = (
        "Try again later. If it keeps happening, report it together with the request id of the answer: "
        "it leads straight to the log entry."
    )
    sends: ClassVar[Mapping[str, str]] = {}
    """Headers of the answer."""

    def __init__(
        self,
        detail: str | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        errors: Sequence[Mapping[str, str]] | None = None,
    ) -> None:
        super().__init__(self.status, detail or self.message, {**self.sends, **(headers or {})})
        self.text = detail or self.message
        self.errors = errors


class BadRequestError(AppError):
    code = "BAD_REQUEST"
    status = 400
    meaning = "The service could not understand the request: something in it is missing, contradictory or misplaced."
    action = "Compare the request with the documentation of the service, correct it and send it again."


class BadUrlError(BadRequestError):
    code = "BAD_URL"
    message = "The URL contains an invalid escape sequence"
    meaning = "The address contains a percent sign that does not start a valid escape sequence."
    action = "Encode each value that goes into the address (a literal percent sign is written %25)."


class MalformedJsonError(BadRequestError):
    code = "MALFORMED_JSON"
    message = "The request body is not valid JSON"
    meaning = "The body was announced as JSON, but it cannot be read as JSON."
    action = "Let a JSON library write the body, and check that it is sent completely."


class ValidationError(BadRequestError):
    code = "VALIDATION_ERROR"
    message = "Validation failed"
    meaning = "One or more values in the request were refused. The answer lists each of them under errors."
    action = "Correct the fields that errors names; pointer shows where each one is. Then send the request again."


class UnauthorizedError(AppError):
    code = "UNAUTHORIZED"
    status = 401
    message = "Authentication is required"
    meaning = "The service does not know who is asking: credentials are missing, wrong or expired."
    action = "Sign in again, or send a valid token. The WWW-Authenticate header names the scheme."
    sends: ClassVar = {"www-authenticate": "Bearer"}


class ForbiddenError(AppError):
    code = "FORBIDDEN"
    status = 403
    message = "Access is denied"
    meaning = "The service knows who is asking, and this account is not allowed to do this."
    action = "Use an account that has the permission, or ask whoever manages the service for it."


class NotFoundError(AppError):
    code = "NOT_FOUND"
    status = 404
    message = "Not found"
    meaning = "There is nothing at this address, or nothing with this id. It may never have existed, or it was removed."
    action = "Check the address and the id for typing errors, and look the id up again."


class MethodNotAllowedError(AppError):
    code = "METHOD_NOT_ALLOWED"
    status = 405
    message = "The method is not allowed here"
    meaning = "The address exists, but not for this method, as when something is deleted that can only be read."
    action = "Use one of the methods in the Allow header of the answer."


class RequestTimeoutError(AppError):
    code = "REQUEST_TIMEOUT"
    status = 408
    message = "The request did not arrive in time"
    meaning = "The service waited for the rest of the request, and it did not arrive in time."
    action = "Check the connection and send the request again."
    sends: ClassVar = {"connection": "close"}


class ConflictError(AppError):
    code = "CONFLICT"
    status = 409
    message = "The request conflicts with the current state"
    meaning = "The request contradicts what the service has stored: often something with the same name already exists."
    action = "Fetch the current state, decide what should happen, and send a request that fits it."


class PayloadTooLargeError(AppError):
    code = "PAYLOAD_TOO_LARGE"
    status = 413
    message = "The request body is too large"
    meaning = "The body of the request is larger than the service accepts."
    action = "Send less at once: split the data over several requests, or leave out what is not needed."
    sends: ClassVar = {"connection": "close"}


class UnsupportedMediaTypeError(AppError):
    code = "UNSUPPORTED_MEDIA_TYPE"
    status = 415
    message = "The format of the request body is not supported"
    meaning = "The body is in a format, an encoding or a character set that the service does not read at this address."
    action = "Send the body as one of the types in the Accept header of the answer, and name it in Content-Type."
    sends: ClassVar = {"accept": "application/json"}


class TooManyRequestsError(AppError):
    code = "TOO_MANY_REQUESTS"
    status = 429
    message = "Too many requests"
    meaning = "More requests arrived from this client than the service accepts in this time."
    action = "Wait as long as the Retry-After header says, then send requests more slowly."
    sends: ClassVar = {"retry-after": "5"}


class HeadersTooLargeError(AppError):
    code = "HEADERS_TOO_LARGE"
    status = 431
    message = "The request headers are too large"
    meaning = "The headers of the request, often its cookies, are larger than the service accepts."
    action = "Delete the cookies of this site, or send fewer or shorter headers."


class ServiceUnavailableError(AppError):
    code = "SERVICE_UNAVAILABLE"
    status = 503
    meaning = "The service cannot answer at the moment: it is restarting, or something it depends on is down."
    action = "Wait as long as the Retry-After header says, then send the request again."
    sends: ClassVar = {"retry-after": "5"}


class PoolExhaustedError(ServiceUnavailableError):
    code = "POOL_EXHAUSTED"
    meaning = "The service is busy: all of its connections to something it depends on are in use."
    sends: ClassVar = {"retry-after": "1"}


def error_kinds(kind: type[AppError] = AppError) -> Iterator[type[AppError]]:
    """Every class of errors, the application's own included."""
    yield kind
    for below in kind.__subclasses__():
        if "code" in vars(below):
            yield from error_kinds(below)
