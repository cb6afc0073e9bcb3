"""The outermost middleware: what is true of every answer is made true here."""

import logging
import re
import sys
import uuid
from collections.abc import Callable
from io import BytesIO
from ipaddress import ip_address
from time import perf_counter
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from edge import metrics
from edge.health import livez, readyz
from edge.limits import ClientLeft, check_head, read_body
from edge.logs import LEVELS, request_fields
from edge.problems import Problem
from edge.recognised import problem_of_status, respond

log = logging.getLogger("edge")

#: Answered here, before Django looks at the Host header: probes ask by the address of the container.
ENDPOINTS = {"/livez": livez, "/readyz": readyz, "/metrics": metrics.metrics}

_REQUEST_ID = re.compile(r"[A-Za-z0-9_.:=+/-]{1,128}")
# Later versions may add fields, version 00 has none (W3C Trace Context, 3.2).
_TRACEPARENT = re.compile(r"(?!ff|00.{53}-)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?")
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
#: Pages for people, with scripts and styles of their own.
_PAGES_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class Edge:
    """Ids, limits, problems, security headers, metrics, and one line in the log per request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        exchange = Exchange(request)
        token = request_fields.set(exchange.ids)
        metrics.active.inc()
        try:
            response = self._answer(request, exchange)
            self._complete(response, request, exchange)
        except BaseException:
            metrics.active.dec()
            raise
        finally:
            request_fields.reset(token)
        # Last of all, when the answer has been sent or could not be.
        response._resource_closers.append(lambda: exchange.end(response))
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse:
        """Whatever a view raises."""
        return respond(request, error)

    def _answer(self, request: HttpRequest, exchange: "Exchange") -> HttpResponseBase:
        try:
            check_head(request.environ)
            body = read_body(request.environ)
            # As Django itself keeps a body that it has read.
            request._body, request._stream = body, BytesIO(body)
            if exchange.method == "HEAD":
                request.method = "GET"
            if (endpoint := ENDPOINTS.get(request.path)) is None:
                return _as_problem(self.get_response(request))
            if request.method != "GET":
                raise Problem("METHOD_NOT_ALLOWED", headers={"Allow": "GET, HEAD"})
            return endpoint(request)
        except Exception as error:
            exchange.aborted = isinstance(error, ClientLeft)
            return respond(request, error)

    def _complete(self, response: HttpResponseBase, request: HttpRequest, exchange: "Exchange") -> None:
        if request.path.startswith(settings.PAGES):
            response.headers.setdefault("Content-Security-Policy", _PAGES_POLICY)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        response["X-Request-ID"] = exchange.ids["requestId"]
        # Else Django would tell the log of a 503 of the readiness probe.
        response._has_been_logged = True
        if not response.streaming and response.status_code != 204:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        if exchange.method == "HEAD":
            if response.streaming:
                response.streaming_content = ()
            else:
                response.content = b""


class Exchange:
    """One request from its head to the last byte of its answer."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.method = request.method or ""
        self.started = perf_counter()
        self.aborted = False
        self.ids = {"requestId": _request_id(request.headers.get("X-Request-ID", ""))}
        if trace := _TRACEPARENT.fullmatch(request.headers.get("traceparent", "")):
            self.ids["traceId"] = trace[1]
        self.remote_address = request.META["REMOTE_ADDR"] = _remote_address(request)

    def end(self, response: HttpResponseBase) -> None:
        """Called by the server when it is done with the answer: an exception under way says that it was not sent."""
        seconds = perf_counter() - self.started
        aborted = self.aborted or sys.exc_info()[0] is not None
        route = self._route()
        metrics.active.dec()
        metrics.observe(self.method, route or "", response.status_code, seconds)
        if aborted:
            metrics.aborted.inc()
        fields: dict[str, Any] = {
            **self.ids,
            "method": self.method,
            "path": self.request.environ.get("RAW_URI", self.request.path).split("?", 1)[0],
            **({"route": route} if route else {}),
            "status": response.status_code,
            "durationMs": round(seconds * 1000, 3),
            "bytes": 0 if self.method == "HEAD" else int(response.get("Content-Length", 0)),
            "remoteAddress": self.remote_address,
            **({"aborted": True} if aborted else {}),
        }
        log.log(self._level(response.status_code), "request completed", extra={"fields": fields})

    def _route(self) -> str | None:
        """The template of the path."""
        if self.request.path in ENDPOINTS:
            return self.request.path
        if self.request.resolver_match is None:
            return None
        return "/" + _PARAMETER.sub(r"{\1}", self.request.resolver_match.route)

    def _level(self, status: int) -> int:
        if self.request.path in ENDPOINTS:
            return LEVELS["debug"]
        return LEVELS["error" if status >= 500 else "warn" if status >= 400 else "info"]


def _as_problem(response: HttpResponseBase) -> HttpResponseBase:
    """Errors that Django and its other middlewares answer with a page of theirs."""
    if response.status_code < 400 or response["Content-Type"] == "application/problem+json":
        return response
    kept = ("Allow", "Retry-After", "WWW-Authenticate")
    headers = {name: response[name] for name in kept if name in response}
    if "GET" in headers.get("Allow", ""):
        headers["Allow"] = ", ".join(sorted({*headers["Allow"].split(", "), "HEAD"}))
    return problem_of_status(response.status_code, headers).response()


def _request_id(wanted: str) -> str:
    return wanted if _REQUEST_ID.fullmatch(wanted) else str(uuid.uuid4())


def _remote_address(request: HttpRequest) -> str:
    """The last address that no trusted proxy vouches for: what is left of it anybody can write."""
    address: str = request.META["REMOTE_ADDR"]
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    while _is_trusted(address) and (previous := forwarded.pop().strip() if forwarded else ""):
        if not _is_address(previous):
            break
        address = previous
    return address


def _is_trusted(address: str) -> bool:
    proxies = settings.TRUSTED_PROXIES
    return bool(proxies) and _is_address(address) and any(ip_address(address) in proxy for proxy in proxies)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
