"""Errors as the contract has them: problem documents (RFC 9457), and one place that decides status and exposure."""

import json
import re
import socket
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import HTTPException, RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.routing import Match

from app.platform.logs import request_context, write

JSON_TYPE = re.compile(r"application/([\w.+-]+\+)?json\s*(;|$)", re.I)
METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
# The names of RFC 9110, where some versions of Python have older ones.
_TITLES = {413: "Content Too Large", 414: "URI Too Long", 416: "Range Not Satisfiable", 422: "Unprocessable Content"}


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


def handle_errors(app: FastAPI) -> None:
    """Every error that leaves a route, or finds none, is answered by this module."""
    for kind in (StarletteHTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, answer)


async def answer(request: Request, thrown: Exception) -> Response:
    """Logs what failed in the service, once, and answers."""
    return problem(report(error_of(thrown, request), thrown))


def report(error: AppError, thrown: BaseException) -> AppError:
    """Logs the reason of a 5xx unless that has been done for this request."""
    context = request_context.get()
    if error.status >= 500 and not (context and context.error_logged):
        if context:
            context.error_logged = True
        write("error", "request failed", thrown)
    return error


def problem(error: AppError) -> Response:
    """The answer to an error; the only place that writes one."""
    context = request_context.get()
    body: dict[str, Any] = {"type": type_of(error.code), "title": title_of(error.status), "status": error.status}
    if error.text is not None:
        body["detail"] = error.text
    body["code"] = error.code
    if context is not None:
        body["requestId"] = context.request_id
    if error.errors is not None:
        body["errors"] = error.errors
    headers = {"cache-control": "no-store", **(error.headers or {})}
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(content, error.status, headers, media_type="application/problem+json")


def type_of(code: str) -> str:
    """The `type` URI of a code: relative, so that it leads to the page that this service has about it."""
    return f"/errors/{code.lower().replace('_', '-')}"


def title_of(status: int) -> str:
    try:
        return _TITLES.get(status) or HTTPStatus(status).phrase
    except ValueError:
        return "Unknown Error"


def error_of(thrown: BaseException, request: Request | None = None) -> AppError:
    """Anything raised as an `AppError`. What is not recognised is a 500 whose message stays in the log."""
    if isinstance(thrown, AppError):
        return thrown
    if isinstance(thrown, RequestValidationError):
        return _of_validation(thrown, request)
    if isinstance(thrown, StarletteHTTPException):
        return _of_status(thrown, request)
    # seaworthy:if database
    if known := _of_database(thrown):
        return known
    # seaworthy:end
    return ServiceUnavailableError() if is_unavailable(thrown) else AppError()


def is_unavailable(thrown: BaseException) -> bool:
    """Whether a dependency could not be reached, or did not answer in time."""
    if isinstance(thrown, ConnectionError | TimeoutError | socket.gaierror):
        return True
    return type(thrown).__module__.startswith("redis.") and type(thrown).__name__.endswith(
        ("ConnectionError", "TimeoutError", "BusyLoadingError")
    )


def _of_status(thrown: StarletteHTTPException, request: Request | None) -> AppError:
    status = thrown.status_code
    if status == 404 and thrown.detail == HTTPStatus.NOT_FOUND.phrase:
        return NotFoundError("Route not found")
    if status == 405:
        return MethodNotAllowedError(headers={"allow": ", ".join(_allowed(request)) if request else ""})
    if status == 400 and thrown.__cause__ is not None and "parsing the body" in str(thrown.detail):
        # The framework wraps whatever reading the body raised; what is ours keeps its own answer.
        cause = thrown.__cause__
        return cause if isinstance(cause, AppError) else MalformedJsonError()
    said = thrown.detail if status < 500 and thrown.detail != title_of(status) else None
    for kind in error_kinds():
        if kind.status == status:
            return kind(said, headers=thrown.headers)
    error = AppError(said, headers=thrown.headers)
    error.status, error.code = status, re.sub(r"[^A-Z]+", "_", title_of(status).upper())
    return error


def _allowed(request: Request) -> Iterator[str]:
    """The methods of this path. The framework names those of the first route only."""
    for method in METHODS:
        scope = {**request.scope, "method": "GET" if method == "HEAD" else method}
        if any(route.matches(scope)[0] == Match.FULL for route in request.app.routes):
            yield method


# seaworthy:if database
_CONFLICTS = {"23505", "23503", "23P01"}
_UNSTORABLE = {"22001", "22003", "22007", "22008", "22021", "22P02", "22P05", "54000"}
_UNAVAILABLE = {"57014", "57P01", "57P02", "57P03", "57P05", "25P03", "25006", "40001", "40P01", "55P03"}


def _of_database(thrown: BaseException) -> AppError | None:
    """By SQLSTATE (PostgreSQL manual, appendix A) or SQLite's name. The messages quote values, so none is sent."""
    from sqlalchemy import exc as sql

    if isinstance(thrown, sql.TimeoutError):
        return PoolExhaustedError()
    if not isinstance(thrown, sql.DBAPIError):
        return None
    state = str(getattr(thrown.orig, "sqlstate", None) or "")
    name = str(getattr(thrown.orig, "sqlite_errorname", None) or "")
    if state in _CONFLICTS or name.startswith(("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_FOREIGNKEY")):
        return ConflictError()
    if state in _UNSTORABLE:
        return BadRequestError("A value in the request cannot be stored")
    if state in _UNAVAILABLE or state[:2] in ("08", "53") or name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return ServiceUnavailableError()
    if thrown.connection_invalidated or is_unavailable(thrown.orig or thrown):
        return ServiceUnavailableError()
    return None


# seaworthy:end
_CODES = {
    "missing": "required",
    "string_pattern_mismatch": "format",
    "enum": "not_allowed",
    "literal_error": "not_allowed",
    "extra_forbidden": "unknown_field",
}
_SENTENCES = {
    "required": "Required",
    "type": "Wrong type",
    "format": "Wrong format",
    "too_small": "Too small",
    "too_big": "Too big",
    "not_allowed": "Not one of the allowed values",
    "unknown_field": "Unknown field",
    "invalid": "Invalid value",
}
_JSON_TYPES = {
    dict: "object",
    list: "array",
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    type(None): "null",
}
_EXPECTED = {
    "int": "number",
    "float": "number",
    "bool": "boolean",
    "list": "array",
    "dict": "object",
    "model": "object",
}


def _of_validation(thrown: RequestValidationError, request: Request | None) -> AppError:
    found = thrown.errors()
    if request is not None and any(error["loc"][0] == "body" for error in found):
        headers = request.headers
        announced = "transfer-encoding" in headers or headers.get("content-length", "0") != "0"
        if (announced or "content-type" in headers) and not JSON_TYPE.match(headers.get("content-type", "")):
            return UnsupportedMediaTypeError()
    if any(error["type"] == "json_invalid" for error in found):
        return MalformedJsonError()
    return ValidationError(errors=[_field_error(error) for error in found])


def _field_error(error: Mapping[str, Any]) -> dict[str, str]:
    """Never with the value that was submitted, which the framework's own message may quote."""
    part, *path = error["loc"]
    kind, context = error["type"], error.get("ctx") or {}
    code = _code_of(kind)
    message = _SENTENCES[code]
    if code in ("too_small", "too_big"):
        message = _bounds(message, code, kind, context)
    elif code == "type":
        expected = kind.split("_")[0]
        message = f"Invalid input: expected {_EXPECTED.get(expected, expected)}"
        received = _JSON_TYPES.get(type(error.get("input"))) if part == "body" else None
        message += f", received {received}" if received else ""
    elif kind == code:
        # Ours: raised by a validator as `PydanticCustomError(code, sentence)`.
        message = error["msg"]
    return {
        "field": ".".join(map(str, path)) or part,
        "message": message,
        "code": code,
        "pointer": "#" + "".join(f"/{_escaped(str(step))}" for step in path),
        "in": part,
    }


def _code_of(kind: str) -> str:
    if kind in _SENTENCES:
        return kind
    if kind in _CODES:
        return _CODES[kind]
    if kind.endswith("too_short") or kind.startswith("greater_than"):
        return "too_small"
    if kind.endswith("too_long") or kind.startswith("less_than"):
        return "too_big"
    return "type" if kind.endswith(("_type", "_parsing")) else "invalid"


def _bounds(message: str, code: str, kind: str, context: Mapping[str, Any]) -> str:
    sign = ">=" if code == "too_small" else "<="
    if kind.startswith("string_"):
        limit = context.get("min_length", context.get("max_length"))
        return f"{message}: expected string to have {sign}{limit} characters"
    if kind.endswith("_equal"):
        return f"{message}: expected number to be {sign}{context.get('ge', context.get('le'))}"
    return message


def _escaped(step: str) -> str:
    """One step of a JSON Pointer in its URI fragment form (RFC 6901, 6)."""
    return quote(step.replace("~", "~0").replace("/", "~1"), safe="~!$&'()*+,;=:@?-._")


def error_kinds(kind: type[AppError] = AppError) -> Iterator[type[AppError]]:
    """Every class of errors, the application's own included."""
    yield kind
    for below in kind.__subclasses__():
        if "code" in vars(below):
            yield from error_kinds(below)
