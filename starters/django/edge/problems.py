"""Errors as clients see them: problem documents (RFC 9457)."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from edge.kinds import KINDS
from edge.logs import request_fields


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


def type_of(code: str) -> str:
    return f"{settings.PROBLEM_BASE}/errors/{slug_of(code)}"


def slug_of(code: str) -> str:
    return code.lower().replace("_", "-")


def title_of(status: int) -> str:
    """The phrase of RFC 9110, whichever Python runs this."""
    return {413: "Content Too Large", 422: "Unprocessable Content"}.get(status) or HTTPStatus(status).phrase
