"""
The outermost layer, around the whole application: ids, limits, the access line and a last answer for whatever goes
wrong further in, so that they hold for a 404, a 413 and a 500 as for everything else.
"""

import asyncio
import re
import time
import uuid
from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.platform.errors import (
    AppError,
    BadRequestError,
    BadUrlError,
    PayloadTooLargeError,
    RequestTimeoutError,
    UnsupportedMediaTypeError,
)
from app.platform.handlers import report
from app.platform.logs import RequestContext, redact, request_context, write
from app.platform.metrics import HttpMetrics
from app.platform.problems import problem
from app.platform.recognised import error_of

BODY_LIMIT = 1024 * 1024
REQUEST_TIMEOUT = 30.0
CLIENT_CLOSED = 499
PROBES = {"/livez", "/readyz", "/metrics"}

_REQUEST_ID = re.compile(r"[\w.:=+/-]{1,128}", re.ASCII)
_TRACE = re.compile(r"(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?")
_BAD_ESCAPE = re.compile(rb"%(?![0-9a-fA-F]{2})")
_CHARSET = re.compile(rb";\s*charset=\"?([^;\s\"]+)", re.I)
# What every answer of an API should say (OWASP REST Security Cheat Sheet), unless the route says something else.
_SECURITY = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
)


class Edge:
    """Wraps an ASGI application."""

    def __init__(self, app: ASGIApp, metrics: HttpMetrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await _Exchange(scope, receive, send).run(self.app, self.metrics)
        else:
            await self.app(scope, receive, send)


class _Exchange:
    """One request and its answer."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.began = time.perf_counter()
        self.scope = scope
        # The server's connection shares this with us: who has gone, what was refused, under which id.
        self.state = scope.setdefault("state", {})
        self.receive_in, self.send_out = receive, send
        self.head_only = scope["method"] == "HEAD"
        self.status = 0
        self.sent = 0
        self.received = 0
        self.body_complete = False
        self.answered = False
        self.headers: dict[bytes, bytes] = {}
        self.repeated: set[bytes] = set()
        for name, value in scope["headers"]:
            if name in self.headers:
                self.repeated.add(name)
            self.headers[name] = value

    async def run(self, app: ASGIApp, metrics: HttpMetrics) -> None:
        context = RequestContext(self._request_id(), self._trace_id())
        self.state["request_id"] = context.request_id
        self.deadline = asyncio.get_running_loop().time() + REQUEST_TIMEOUT
        # HEAD works wherever GET does: the application answers a GET, and the body stays here.
        scope = {**self.scope, "method": "GET"} if self.head_only else self.scope
        token = request_context.set(context)
        metrics.began()
        try:
            refusal = self._refusal()
            if refusal is not None:
                await problem(refusal)(scope, self.receive, self.send)
            else:
                await app(scope, self.receive, self.send)
        except Exception as thrown:
            error = report(error_of(thrown, Request(scope)), thrown)
            # An incomplete answer must not look complete: returning now makes the server cut the connection.
            if self.status == 0:
                await problem(error)(scope, self.receive, self.send)
        finally:
            self._ended(scope, metrics)
            request_context.reset(token)

    async def receive(self) -> Message:
        """Counts and times the body as it arrives."""
        if self.body_complete:
            return await self.receive_in()
        try:
            async with asyncio.timeout_at(self.deadline):
                message = await self.receive_in()
        except TimeoutError:
            raise RequestTimeoutError from None
        if message["type"] == "http.request":
            self.received += len(message.get("body", b""))
            self.body_complete = not message.get("more_body", False)
            if self.received > BODY_LIMIT:
                raise PayloadTooLargeError
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = list(message.get("headers", []))
            named = {name for name, _ in headers}
            headers += [(name, value) for name, value in _SECURITY if name not in named]
            headers.append((b"x-request-id", self.state["request_id"].encode()))
            message = {**message, "headers": headers}
        elif message["type"] == "http.response.body":
            if self.head_only:
                message = {**message, "body": b""}
            self.sent += len(message.get("body", b""))
            self.answered = not message.get("more_body", False)
        await self.send_out(message)

    def _refusal(self) -> AppError | None:
        """Why this cannot be served, whatever its route."""
        if b"host" in self.repeated:
            return BadRequestError("The request names more than one host")
        path = self.scope.get("raw_path") or b""
        if b"%" in path and not _decodable(path):
            return BadUrlError()
        length = self.headers.get(b"content-length", b"0")
        if length.isdigit() and int(length[:20]) > BODY_LIMIT:
            return PayloadTooLargeError()
        if self.headers.get(b"content-encoding", b"identity").lower() != b"identity":
            # An inflated body has no declared size.
            return UnsupportedMediaTypeError(
                "Compressed request bodies are not accepted", headers={"accept-encoding": "identity"}
            )
        content_type = self.headers.get(b"content-type", b"")
        charset = _CHARSET.search(content_type)
        if charset and b"json" in content_type.lower() and charset[1].lower() not in (b"utf-8", b"utf8"):
            return UnsupportedMediaTypeError("JSON is UTF-8 (RFC 8259, 8.1); other charsets are not accepted")
        return None

    def _request_id(self) -> str:
        """A well-formed inbound id, else a new one."""
        sent = self.headers.get(b"x-request-id")
        if sent is not None and b"x-request-id" not in self.repeated:
            text = sent.decode("latin-1")
            if _REQUEST_ID.fullmatch(text):
                return text
        return str(self.state.get("request_id") or uuid.uuid4())

    def _trace_id(self) -> str | None:
        """W3C Trace Context, 3.2. Version 00 has nothing after the flags."""
        sent = self.headers.get(b"traceparent")
        if sent is None or b"traceparent" in self.repeated:
            return None
        match = _TRACE.fullmatch(sent.decode("latin-1"))
        return match[2] if match and not (match[1] == "00" and match[3]) else None

    def _ended(self, scope: Scope, metrics: HttpMetrics) -> None:
        seconds = time.perf_counter() - self.began
        aborted = self.state.get("gone", False) or not self.answered
        status = self.state.get("refused") or (CLIENT_CLOSED if aborted else self.status)
        route = getattr(scope.get("route"), "path", None)
        method, path = self.scope["method"], self.scope["path"]
        metrics.ended(method, route, status, seconds, aborted)
        level = "error" if status >= 500 else "warn" if status >= 400 and status != CLIENT_CLOSED else "info"
        fields = {
            "method": method,
            "path": redact(_raw(self.scope)),
            **({"route": route} if route else {}),
            "status": status,
            "durationMs": round(seconds * 1000, 3),
            "bytes": self.sent,
            "remoteAddress": _address(self.scope.get("client")),
            **({"aborted": True} if aborted else {}),
        }
        write("debug" if path in PROBES else level, f"request {'aborted' if aborted else 'completed'}", **fields)


def _decodable(path: bytes) -> bool:
    try:
        return not _BAD_ESCAPE.search(path) and unquote_to_bytes(path).decode() is not None
    except UnicodeDecodeError:
        return False


def _raw(scope: Scope) -> str:
    """The path as it was sent, so that an escaped line feed stays escaped in the log."""
    raw = scope.get("raw_path")
    return raw.decode("latin-1") if raw else str(scope["path"])


def _address(client: Iterable[object] | None) -> str:
    return str(next(iter(client))).removeprefix("::ffff:") if client else ""
