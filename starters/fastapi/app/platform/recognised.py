"""Anything raised as an error of ours: the one place that decides status and exposure."""

import re
from collections.abc import Iterator
from http import HTTPStatus

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.routing import Match

# seaworthy:if database
from app.platform.database_errors import of_database

# seaworthy:end
from app.platform.errors import (
    AppError,
    MalformedJsonError,
    MethodNotAllowedError,
    NotFoundError,
    ServiceUnavailableError,
    error_kinds,
)
from app.platform.problems import title_of
from app.platform.unavailable import is_unavailable
from app.platform.validation import of_validation

METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")


def error_of(thrown: BaseException, request: Request | None = None) -> AppError:
    """Anything raised as an `AppError`. What is not recognised is a 500 whose message stays in the log."""
    if isinstance(thrown, AppError):
        return thrown
    if isinstance(thrown, RequestValidationError):
        return of_validation(thrown, request)
    if isinstance(thrown, StarletteHTTPException):
        return _of_status(thrown, request)
    # seaworthy:if database
    if known := of_database(thrown):
        return known
    # seaworthy:end
    return ServiceUnavailableError() if is_unavailable(thrown) else AppError()


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
