"""The answer to an error: a problem document (RFC 9457)."""

import json
from http import HTTPStatus
from typing import Any

from fastapi import Response

from app.platform.errors import AppError
from app.platform.logs import request_context

# The names of RFC 9110, where some versions of Python have older ones.
_TITLES = {413: "Content Too Large", 414: "URI Too Long", 416: "Range Not Satisfiable", 422: "Unprocessable Content"}


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
