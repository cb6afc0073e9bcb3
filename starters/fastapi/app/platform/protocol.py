"""One connection: uvicorn's parser with limits on the head and on time, and an end that loses no request."""

import asyncio
import uuid
from collections.abc import Callable
from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from app.platform.edge import REQUEST_TIMEOUT
from app.platform.errors import AppError, BadRequestError, HeadersTooLargeError, RequestTimeoutError
from app.platform.logs import RequestContext, request_context, write
from app.platform.problems import problem

HEAD_LIMIT = 16 * 1024
HEAD_TIMEOUT = 10.0
# After the application's own deadline, for bodies that nobody reads.
BODY_TIMEOUT = REQUEST_TIMEOUT + 2
# How long a client may go on sending after it was told that the connection is over.
LINGER = 2.0
# Half a request gets this many times the grace of an idle connection.
PARTIAL_GRACE = 8


class State(ServerState):
    """What the connections of one server share."""

    def __init__(self) -> None:
        super().__init__()
        self.draining = False
        self.on_malformed: Callable[[], None] = lambda: None


class Protocol(HttpToolsProtocol):
    """A connection that ends in time, whatever its client does."""

    server_state: State

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._phase = "start"  # then "head", "body" and "done" for each request
        self._size = 0
        self._timer: asyncio.TimerHandle | None = None
        self._timed = ""
        self._refusal: AppError | None = None
        self._deaf = False
        self._running: RequestResponseCycle | None = None
        self._told: RequestResponseCycle | None = None
        self._quiet_since: float | None = None

    # The server's side

    @property
    def owes(self) -> bool:
        """Whether an answer is still to be given, or to be finished."""
        return self.cycle is not None and not self.cycle.response_complete

    def say_close(self) -> None:
        """Puts `Connection: close` on the last answer that is owed; an earlier one would cut those behind it."""
        if self.owes and self.cycle is not self._told:
            if self._told is not None and not self._told.response_started:
                self._told.keep_alive = True
            self._told = self.cycle
            self.cycle.keep_alive = False

    def end_if_quiet(self, now: float, grace: float) -> None:
        """Ends the connection when nothing has happened on it for `grace` seconds."""
        if self.owes:
            self._quiet_since = None
            return
        self._quiet_since = now if self._quiet_since is None else self._quiet_since
        partial = PARTIAL_GRACE if self._phase in ("head", "body") else 1
        if now - self._quiet_since >= grace * partial:
            self.transport.close()

    def cut(self) -> bool:
        """Ends the connection at once. Whether that took an answer away."""
        owed = self.owes
        self.transport.abort()
        return owed

    # The client's side

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(_Transport(transport, self))  # type: ignore[arg-type]
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        for cycle in {self._running, self.cycle}:
            if cycle is not None and not cycle.response_complete:
                cycle.scope["state"]["gone"] = True
                cycle.disconnected = True
                cycle.message_event.set()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._deaf:
            return
        self._unset_keepalive_if_required()
        inside = self._phase == "head"
        try:
            self._parse(data)
        except httptools.HttpParserError:
            self._refuse(self._refusal or BadRequestError("The request is not valid HTTP"))
            return
        if inside and self._phase == "head":
            # A field that does not end is not told to us before it does.
            self._size += len(data)
            if self._size > HEAD_LIMIT:
                self._refuse(HeadersTooLargeError())
                return
        self._watch()

    def _parse(self, data: bytes) -> None:
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            # We speak HTTP/1.1 only, so an offer of something else is ignored (RFC 9110, 7.8). The parser has stopped
            # at it, body and all: it gets the request again without the offer.
            head = [self.parser.get_method() + b" " + self.url + b" HTTP/1.1"]
            head += [name + b": " + value for name, value in self.headers if name not in (b"upgrade", b"connection")]
            rest = data[upgrade.args[0] :]
            self.parser = httptools.HttpRequestParser(self)
            self._parse(b"\r\n".join(head) + b"\r\n\r\n" + rest)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._phase, self._size = "head", 0
        self._stop_timer()

    def on_url(self, url: bytes) -> None:
        self._size += len(url)
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._size += len(name) + len(value) + 4
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        if self._size > HEAD_LIMIT:
            self._refusal = HeadersTooLargeError()
        elif self.parser.get_http_version() == "1.1" and not any(name == b"host" for name, _ in self.headers):
            self._refusal = BadRequestError("The request names no host")
        elif self.parser.get_method() == b"CONNECT":
            self._refusal = BadRequestError("The service is no proxy")
        if self._refusal is not None:
            raise self._refusal
        if self.parser.should_upgrade():
            return
        super().on_headers_complete()
        self._phase = "body"
        if self.server_state.draining:
            self.say_close()

    def on_message_complete(self) -> None:
        if self.parser.should_upgrade():
            return
        super().on_message_complete()
        self._phase = "done"
        self._stop_timer()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    # Time

    def _watch(self) -> None:
        """Gives what has begun its time: a head from its first byte, a body from the end of its head."""
        waiting = self._phase if self._phase in ("head", "body") else "" if self.owes else "head"
        if waiting and self._timed != waiting:
            self._stop_timer()
            self._timed = waiting
            self._timer = self.loop.call_later(HEAD_TIMEOUT if waiting == "head" else BODY_TIMEOUT, self._late)

    def _stop_timer(self) -> None:
        self._timed = ""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _late(self) -> None:
        self._stop_timer()
        if self._phase == "head":
            self._refuse(RequestTimeoutError())
        elif self._phase == "body" and self.flow.read_paused:
            self._watch()  # It is we who do not read.
        elif not self.owes or self._phase == "body":
            self.transport.close()

    # The end

    def _refuse(self, error: AppError) -> None:
        """Answers what the parser refuses, which no application will ever see, and ends the connection."""
        self._deaf = True
        self._stop_timer()
        self.server_state.on_malformed()
        cycle = self.cycle
        if self.owes and self._phase != "body":
            self.say_close()  # It was the next request that is bad; the answer to this one ends the connection.
            return
        if self.owes and (cycle is not self._running or cycle.response_started):
            self.transport.abort()  # No place for an answer: another one is under way.
            return
        if self.owes:
            # The application is told that its client has gone; the line about the request shall say what we answered.
            cycle.scope["state"]["refused"] = error.status
            cycle.disconnected = True
            cycle.message_event.set()
            request_id = cycle.scope["state"].setdefault("request_id", str(uuid.uuid4()))
        else:
            request_id = str(uuid.uuid4())
        token = request_context.set(RequestContext(request_id))
        try:
            answer = problem(error)
            if not self.owes:
                address = self.client[0] if self.client else ""
                write("warn", "request refused: it is not valid HTTP", status=error.status, remoteAddress=address)
        finally:
            request_context.reset(token)
        head = [(name, value) for name, value in answer.raw_headers if name != b"connection"]
        head += [*self.server_state.default_headers, (b"x-request-id", request_id.encode()), (b"connection", b"close")]
        lines = b"".join(name + b": " + value + b"\r\n" for name, value in head)
        self.transport.write(STATUS_LINE[error.status] + lines + b"\r\n" + bytes(answer.body))
        self.transport.close()

    def linger(self) -> bool:
        """
        Whether the connection ends later: closed with unread bytes, it would be reset, and the client might never see
        our answer. So only our half is closed, and the rest is read and dropped for a moment.
        """
        if self._phase not in ("head", "body") and not self._deaf:
            return False
        self._deaf = True
        self._stop_timer()
        self.flow.resume_reading()
        self._timer = self.loop.call_later(LINGER, self.transport.abort)
        return True


class _Transport:
    """The transport as uvicorn sees it: it closes when the client has had the chance to read."""

    def __init__(self, transport: asyncio.Transport, protocol: Protocol) -> None:
        self._transport, self._protocol = transport, protocol
        self._closing = False
        self.write = transport.write

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def is_closing(self) -> bool:
        return self._closing or self._transport.is_closing()

    def close(self) -> None:
        if self.is_closing():
            return
        self._closing = True
        if self._transport.can_write_eof() and self._protocol.linger():
            self._transport.write_eof()
        else:
            self._transport.close()

    def abort(self) -> None:
        self._closing = True
        self._transport.abort()
