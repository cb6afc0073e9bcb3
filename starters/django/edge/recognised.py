"""Anything raised as a problem."""

import logging
from collections.abc import Mapping

import ninja.errors
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse

from edge.field_errors import field_error
from edge.kinds import KINDS
from edge.problems import Problem

log = logging.getLogger("edge")


def respond(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to anything that was raised. What is our fault is logged here, once, with its stack."""
    problem = problem_of(error)
    if problem.kind.status >= 500:
        log.error("request failed", exc_info=error)
    return problem.response()


def problem_of(error: Exception) -> Problem:
    """The one place that decides what a client learns of an error."""
    match error:
        case Problem():
            return error
        case ninja.errors.ValidationError():
            return Problem("VALIDATION_ERROR", errors=[field_error(one) for one in error.errors])
        case ninja.errors.HttpError():
            # What the parser of bodies raised comes wrapped.
            return error.__cause__ if isinstance(error.__cause__, Problem) else problem_of_status(error.status_code)
        case Http404():
            return Problem("NOT_FOUND", "Route not found")
        case PermissionDenied():
            return Problem("FORBIDDEN")
        case SuspiciousOperation():
            return Problem("BAD_REQUEST")
        case OperationalError() | InterfaceError():
            return Problem("SERVICE_UNAVAILABLE")
        case _:
            return Problem("INTERNAL_ERROR")


def problem_of_status(status: int, headers: Mapping[str, str] | None = None) -> Problem:
    """The problem for an answer that somebody else made, of which only the status is known."""
    general = "BAD_REQUEST" if status < 500 else "INTERNAL_ERROR"
    return Problem(_BY_STATUS.get(status, general), headers=headers)


#: The general one comes first where a status has several.
_BY_STATUS = {kind.status: code for code, kind in reversed(KINDS.items())}
