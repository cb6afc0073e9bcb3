"""gunicorn's threaded worker, with three things changed.

- A connection costs a thread only once the head of a request is there. Silent and slow clients wait with the selector.
- Errors of the parser are problem documents, and no answer names the server.
- SIGTERM first turns readiness off, then ends the listener, then waits for open requests until a deadline.

Written for gunicorn 27; `edge/tests.py` says whether it still fits a newer one.
"""

# What needs Django is imported where it is used: the arbiter reads this file too, and must not load the settings.
import logging
import mmap
import signal
import socket
import uuid
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from math import ceil
from selectors import EVENT_READ
from time import monotonic
from typing import Any

from gunicorn import util
from gunicorn.http import errors, wsgi
from gunicorn.sock import BaseSocket
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

MOST_HEAD = 16 * 1024
#: Seconds that a head may take to arrive.
HEAD_TIMEOUT = 10

log = logging.getLogger("edge")

#: Shared with gunicorn's arbiter, which does not see how a worker ended: 1 when it cut no request.
ended_well = mmap.mmap(-1, 1)

#: Connections on whose body a thread waits, and until when it may.
awaited: dict[socket.socket, float] = {}


class Worker(ThreadWorker):
    #: In milliseconds, from `gunicorn.conf.py`.
    drain_delay = 0
    shutdown_timeout = 10_000

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.stop_asked_at: float | None = None
        self.forced = False
        #: Connections whose request a thread has in hand.
        self.busy = 0

    def init_process(self) -> None:
        # Of this process only: the arbiter waits for the drain as well.
        self.cfg.set("graceful_timeout", ceil(self.shutdown_timeout / 1000))
        super().init_process()

    # Connections, until there is a head

    def accept(self, listener: BaseSocket) -> bool:
        """Whether there was one."""
        try:
            connection, address = listener.accept()
        except OSError as error:
            if isinstance(error, BlockingIOError | ConnectionAbortedError):
                return False
            raise
        conn = TConn(self.cfg, connection, address, listener.getsockname())
        conn.init()
        self.nr_conns += 1
        self.await_head(conn)
        return True

    def await_head(self, conn: TConn) -> None:
        conn.head = bytearray(conn.parser.unreader.take_buffered())
        if _is_over(conn.head):
            self.enqueue_req(conn)
            return
        conn.timeout = monotonic() + (HEAD_TIMEOUT if self.alive else STOP_KEEPALIVE_LINGER)
        conn.sock.setblocking(False)
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.read_head, conn))

    def read_head(self, conn: TConn, connection: socket.socket) -> None:
        try:
            received = connection.recv(MOST_HEAD)
        except BlockingIOError:
            return
        except OSError:
            received = b""
        conn.head += received
        if received and not _is_over(conn.head):
            return
        self.poller.unregister(connection)
        self.pending_conns.remove(conn)
        if received:
            self.enqueue_req(conn)
        else:
            self.drop(conn)

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self.await_head(conn)

    def enqueue_req(self, conn: TConn) -> None:
        self.busy += 1
        super().enqueue_req(conn)

    # In a thread

    def handle(self, conn: TConn) -> bool:
        too_large = conn.head.find(b"\r\n\r\n", 0, MOST_HEAD) < 0 and len(conn.head) >= MOST_HEAD
        conn.parser.unreader.unread(bytes(conn.head))
        kept = False
        if too_large:
            conn.sock.setblocking(True)
            self.handle_error(None, conn.sock, conn.client, errors.LimitRequestHeaders("too large"))
        else:
            kept = super().handle(conn) is True
        if not kept:
            # Here and not in the main thread, which has others to look after.
            util.close_graceful(conn.sock, max_drain=4 * 1024 * 1024)
        return kept

    def handle_request(self, req: Any, conn: TConn) -> bool:
        if req.version >= (1, 1) and not any(name == "HOST" for name, _ in req.headers):
            # RFC 9112, 3.2; gunicorn refuses two of them only.
            raise errors.InvalidHeader("HOST")
        kept: bool = super().handle_request(req, conn)
        return kept

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """What gunicorn cannot read never reaches Django."""
        from edge.logs import request_fields
        from edge.problems import Problem, title_of

        ours = isinstance(exc, errors.InvalidResponseHeader | errors.InvalidResponseHeaderName)
        refused = isinstance(exc, errors.ParseException) and not ours
        problem = Problem(_CODES.get(type(exc), "BAD_REQUEST" if refused else "INTERNAL_ERROR"))
        status, request_id = problem.kind.status, str(uuid.uuid4())
        token = request_fields.set({"requestId": request_id})
        fields = {"status": status, "remoteAddress": addr[0] if addr else None}
        if refused:
            log.warning("request refused: it is not valid HTTP", extra={"fields": fields})
        else:
            log.error("request failed", extra={"fields": fields}, exc_info=exc)
        body = problem.body()
        request_fields.reset(token)
        head = (
            f"HTTP/1.1 {status} {title_of(status)}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n"
            f"Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nX-Request-ID: {request_id}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        try:
            util.write_nonblock(client, head.encode() + body)
        except OSError:
            log.debug("the client of a refused request has left")

    # In the main thread again

    def finish_request(self, conn: TConn, fs: "Future[bool]") -> None:
        self.busy -= 1
        if fs.cancelled() or fs.exception() is not None or not fs.result():
            self.drop(conn)
        elif conn.parser.unreader.buf.getvalue():
            # The next request came together with this one.
            self.await_head(conn)
        else:
            super().finish_request(conn, fs)

    def drop(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()

    # The end

    def init_signals(self) -> None:
        super().init_signals()
        # Ctrl-C reaches every process of the terminal; the arbiter says what it means.
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def handle_exit(self, sig: int, frame: Any) -> None:
        from edge.health import draining

        if self.stop_asked_at is None:
            self.stop_asked_at = monotonic()
            draining.set()
            self.method_queue.defer(self.say_draining)

    def handle_quit(self, sig: int, frame: Any) -> None:
        self.forced = True
        super().handle_quit(sig, frame)

    def stopping_for(self) -> int:
        """In milliseconds."""
        return round((monotonic() - self.stop_asked_at) * 1000) if self.stop_asked_at else 0

    def say_draining(self) -> None:
        fields = {"openRequests": self.busy, "idleConnections": len(self.keepalived_conns)}
        log.info("draining", extra={"fields": {**fields, "drainDelay": self.drain_delay}})

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Once in each turn of the main loop, which lasts a second at most."""
        if self.stop_asked_at is None:
            super().wait_for_and_dispatch_events(timeout)
        else:
            listening_until = self.stop_asked_at + self.drain_delay / 1000
            left = max(0.0, listening_until - monotonic()) if self.alive else 0.1
            super().wait_for_and_dispatch_events(min(timeout, left))
            self.alive = self.alive and monotonic() < listening_until
        _cut_overdue()

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if self.alive:
            return
        for listener in self.sockets:
            # Whoever is at the door already is let in. Then it is shut, so that others are told at once.
            while self.accept(listener):
                pass
            listener.close()

    def _cap_keepalive(self, deadline: float) -> None:
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)


class Response(wsgi.Response):
    """Decides once whether the connection ends with this answer: what is announced must be what happens."""

    def default_headers(self) -> list[str]:
        from edge.health import draining

        if draining.is_set() or self.status_code in (408, 413) or self.req.body.failed:
            self.force_close()
        return [header for header in super().default_headers() if not header.startswith("Server:")]


# `wsgi.create` makes the responses, and has no setting for their class.
wsgi.Response = Response  # type: ignore[misc]

_CODES = {
    errors.LimitRequestLine: "URI_TOO_LONG",
    errors.LimitRequestHeaders: "HEADERS_TOO_LARGE",
    errors.UnsupportedTransferCoding: "NOT_IMPLEMENTED",
}


def _cut_overdue() -> None:
    """Ends the wait for bodies that take too long: a thread that reads cannot look at the clock."""
    now = monotonic()
    for connection, until in list(awaited.items()):
        if now >= until:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RD)


def _is_over(head: bytearray) -> bool:
    """Whether the parser would not have to wait: it is complete, or beyond repair."""
    return (
        b"\r\n\r\n" in head
        or len(head) >= MOST_HEAD
        # A line that ends otherwise is refused, as is a request line that has no end.
        or head.count(b"\n") != head.count(b"\r\n")
        or (len(head) > 8192 and b"\r\n" not in head)
    )
