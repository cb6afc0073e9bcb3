"""Errors as clients see them: problem documents (RFC 9457), and the pages that their types lead to."""

import html
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import ninja.errors
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from edge.logs import request_fields

log = logging.getLogger("edge")


class Problem(Exception):
    """An error that knows its answer. `detail` is for the client: no submitted value, nothing of the inside."""

    def __init__(
        self,
        code: str,
        detail: str | None = None,
        headers: Mapping[str, str] | None = None,
        errors: list[dict[str, str]] | None = None,
    ) -> None:
        super().__init__(detail or code)
        self.code = code
        self.kind = KINDS[code]
        self.detail = detail or self.kind.detail
        self.headers = {**self.kind.headers, **(headers or {})}
        self.errors = errors

    def document(self) -> dict[str, Any]:
        """The members in the order in which all services of this contract write them."""
        request_id = request_fields.get().get("requestId")
        return {
            "type": type_of(self.code),
            "title": title_of(self.kind.status),
            "status": self.kind.status,
            **({"detail": self.detail} if self.detail else {}),
            "code": self.code,
            **({"requestId": request_id} if request_id else {}),
            **({"errors": self.errors} if self.errors is not None else {}),
        }

    def body(self) -> bytes:
        return json.dumps(self.document(), separators=(",", ":"), ensure_ascii=False).encode()

    def response(self) -> HttpResponse:
        response = HttpResponse(
            self.body(),
            status=self.kind.status,
            reason=title_of(self.kind.status),
            content_type="application/problem+json",
            headers=self.headers,
        )
        # Django would log it as well, a second time.
        response._has_been_logged = True
        return response


@dataclass(frozen=True)
class Kind:
    """One kind of error, as its page explains it."""

    status: int
    detail: str | None
    meaning: str
    action: str
    headers: Mapping[str, str]


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


def field_error(error: dict[str, Any]) -> dict[str, str]:
    """Pydantic's finding without the value that it is about."""
    place, *path = [str(step) for step in error["loc"]]
    # Ninja puts the name of the view's parameter in front.
    steps = path[1:] if place == "body" or len(path) > 1 else path
    return {
        "field": ".".join(steps) or place,
        "message": _FIELD_MESSAGES.get(error["type"], error["msg"]),
        "code": _field_code(error["type"]),
        "pointer": "#" + "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in steps),
        "in": place,
    }


def _field_code(kind: str) -> str:
    for code, parts in _FIELD_CODES.items():
        if any(part in kind for part in parts):
            return code
    return "invalid"


#: Where Pydantic's words are about Python.
_FIELD_MESSAGES = {"missing": "Required", "model_type": "Input should be an object"}

#: Our small vocabulary, by what the name of Pydantic's error contains.
_FIELD_CODES = {
    "required": ("missing",),
    "too_small": ("too_short", "too_small", "greater_than"),
    "too_big": ("too_long", "too_big", "less_than"),
    "format": ("format", "pattern", "uuid", "date", "time", "url"),
    "not_allowed": ("enum", "literal"),
    "unknown_field": ("extra_forbidden",),
    "type": ("_type", "_parsing", "dict", "none_required"),
}


def type_of(code: str) -> str:
    return f"{settings.PROBLEM_BASE}/errors/{slug_of(code)}"


def slug_of(code: str) -> str:
    return code.lower().replace("_", "-")


def title_of(status: int) -> str:
    """The phrase of RFC 9110, whichever Python runs this."""
    return {413: "Content Too Large", 422: "Unprocessable Content"}.get(status) or HTTPStatus(status).phrase


def error_pages(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """`/errors` lists all errors, `/errors/<slug>` explains one; HTML, or JSON for those who prefer it."""
    chosen = {code: kind for code, kind in KINDS.items() if slug in (None, slug_of(code))}
    if not chosen:
        raise Problem("NOT_FOUND", "Error page not found")
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        entries = [_entry(code, kind) for code, kind in chosen.items()]
        response: HttpResponse = JsonResponse(entries[0] if slug else {"errors": entries})
    else:
        articles = "\n".join(_article(code, kind) for code, kind in chosen.items())
        title = f"Error {next(iter(chosen))}" if slug else "Errors of this service"
        response = HttpResponse(_PAGE.format(title=title, articles=articles))
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Accept"
    return response


def _entry(code: str, kind: Kind) -> dict[str, Any]:
    return {
        "type": type_of(code),
        "title": title_of(kind.status),
        "status": kind.status,
        "code": code,
        "meaning": kind.meaning,
        "action": kind.action,
    }


def _article(code: str, kind: Kind) -> str:
    lines = (kind.meaning, kind.action)
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    heading = f"{kind.status} {html.escape(title_of(kind.status))}"
    return f'<article id="{slug_of(code)}"><h2>{heading}</h2><p><code>{code}</code></p>{paragraphs}</article>'


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body>
<h1>{title}</h1>
<p>Every error answer names its kind in <code>type</code> and <code>code</code>. Programs should look at those.</p>
{articles}
<nav><a href="/errors">All errors of this service</a></nav>
</body>
</html>
"""


def _kind(status: int, detail: str | None, meaning: str, action: str, **headers: str) -> Kind:
    return Kind(status, detail, meaning, action, {name.replace("_", "-"): value for name, value in headers.items()})


#: Every error of this service by its code. Add yours here: its page comes with it.
KINDS = {
    "BAD_REQUEST": _kind(
        400,
        "The request cannot be understood",
        "Something in the request is missing, contradictory or in the wrong place.",
        "Compare the request with the documentation, correct it and send it again.",
    ),
    "BAD_URL": _kind(
        400,
        "The URL contains an invalid escape sequence",
        "The address contains a percent sign that does not start a valid escape sequence.",
        "Encode each value that goes into the address; a literal percent sign is written %25.",
    ),
    "MALFORMED_JSON": _kind(
        400,
        "The request body is not valid JSON",
        "The body was announced as JSON, and it cannot be read as JSON.",
        "Let a JSON library write the body, and check that it is sent completely.",
    ),
    "VALIDATION_ERROR": _kind(
        400,
        "Validation failed",
        "One or more values in the request were refused. The answer lists each of them under errors.",
        "Correct the fields that errors names, and send the request again.",
    ),
    "UNAUTHORIZED": _kind(
        401,
        "Authentication is required",
        "The service does not know who is asking: credentials are missing, wrong or expired.",
        "Send valid credentials. The WWW-Authenticate header names the scheme.",
        WWW_Authenticate="Bearer",
    ),
    "FORBIDDEN": _kind(
        403,
        "This is not allowed",
        "The service knows who is asking, and this account is not allowed to do this.",
        "Use an account that has the permission.",
    ),
    "NOT_FOUND": _kind(
        404,
        "Route not found",
        "There is nothing at this address, or nothing with this id. It may never have existed, or it was removed.",
        "Check the address and the id for typing errors, and look the id up again.",
    ),
    "METHOD_NOT_ALLOWED": _kind(
        405,
        "The method is not allowed here",
        "The address exists, but not for this method.",
        "Use one of the methods in the Allow header of the answer.",
    ),
    "REQUEST_TIMEOUT": _kind(
        408,
        "The request took too long to arrive",
        "The service waited for the rest of the request, and it did not arrive in time.",
        "Check the connection and send the request again.",
    ),
    "CONFLICT": _kind(
        409,
        "The request conflicts with the current state of the resource",
        "The request contradicts what the service has stored: often something with the same name already exists.",
        "Fetch the current state, decide what should happen, and send a request that fits it.",
    ),
    "PAYLOAD_TOO_LARGE": _kind(
        413,
        "The request body is too large",
        "The body of the request is larger than the service accepts.",
        "Send less at once: split the data over several requests, or leave out what is not needed.",
    ),
    "URI_TOO_LONG": _kind(
        414,
        "The URL is too long",
        "The address of the request is longer than the service accepts.",
        "Send long values in the body of the request instead of in the address.",
    ),
    "UNSUPPORTED_MEDIA_TYPE": _kind(
        415,
        "The format of the request body is not supported",
        "The body is in a format or an encoding that the service does not read at this address.",
        "Send the body as one of the types in the Accept header of the answer, and name it in Content-Type.",
        Accept="application/json",
    ),
    "TOO_MANY_REQUESTS": _kind(
        429,
        "Too many requests",
        "More requests came from this client than the service takes.",
        "Wait as long as the Retry-After header says, then send the request again.",
        Retry_After="5",
    ),
    "HEADERS_TOO_LARGE": _kind(
        431,
        "The request headers are too large",
        "The headers of the request, often its cookies, are larger than the service accepts.",
        "Delete the cookies of this site, or send fewer or shorter headers.",
    ),
    "INTERNAL_ERROR": _kind(
        500,
        None,
        "Something went wrong inside the service. The request was probably fine.",
        "Try again later. If it keeps happening, report it together with the request id of the answer.",
    ),
    "NOT_IMPLEMENTED": _kind(
        501,
        None,
        "The service does not know how to do what the request asks for.",
        "Leave out what is unusual in the request, such as a transfer coding.",
    ),
    "SERVICE_UNAVAILABLE": _kind(
        503,
        None,
        "The service cannot answer at the moment: it is overloaded, restarting, or something it depends on is down.",
        "Wait as long as the Retry-After header says, then send the request again.",
        Retry_After="5",
    ),
}

#: The general one comes first where a status has several.
_BY_STATUS = {kind.status: code for code, kind in reversed(KINDS.items())}
