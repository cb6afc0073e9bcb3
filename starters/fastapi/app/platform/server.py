"""From listening to the exit: signals, the drain that loses no accepted request, and the closing of what was opened."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

import uvicorn

from app.platform.health import Health
from app.platform.logs import request_context, write
from app.platform.metrics import HttpMetrics
from app.platform.protocol import Protocol, State
from app.platform.unavailable import is_unavailable

KEEP_ALIVE = 65
"""Seconds that an idle connection is kept: longer than load balancers do, usually 60."""
# `npm run` and some supervisors deliver one Ctrl-C twice; within this many seconds a signal is an echo.
ECHO = 0.3
# How long an idle connection may still send a request after the listener is closed, in seconds.
IDLE_GRACE = 0.25
LOOK_EVERY = 0.025
# The longest that closing one resource may take, and what is left of it once somebody hurries us, in seconds.
CLOSE_TIMEOUT = 5.0
HURRIED = 0.25


class Stop:
    """The reasons to end, from the first signal on."""

    def __init__(self) -> None:
        self.wanted = asyncio.Event()
        self.hurry = asyncio.Event()
        self.reason = ""
        self.code = 0
        self._last = float("-inf")
        self._signals = 0

    def listen(self) -> None:
        """Takes over SIGTERM and SIGINT, and errors that nobody caught."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self.unhandled)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda caught, _: loop.call_soon_threadsafe(self._signalled, caught))

    def request(self, reason: str, code: int) -> None:
        self.code = max(self.code, code)
        self.reason = self.reason or reason
        self.wanted.set()

    def _signalled(self, number: int) -> None:
        """The first drains, the second forces, the third ends on the spot."""
        now = time.monotonic()
        if now - self._last < ECHO:
            return
        self._last = now
        self._signals += 1
        if self._signals == 1:
            self.request(signal.Signals(number).name, 0)
        elif self._signals == 2:
            self.hurry.set()
        else:
            os._exit(1)

    def unhandled(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A task that failed unheard leaves the service in a state that nobody knows: drain, and exit with 1."""
        error, task = context.get("exception"), context.get("future")
        if error is None or not isinstance(task, asyncio.Task) or is_unavailable(error):
            write("warn", str(context.get("message")), error)
            return
        fields: dict[str, str] = {}
        # Python 3.11 does not tell in which context a task has run.
        if sys.version_info >= (3, 12) and (origin := task.get_context().get(request_context)):
            fields["requestId"] = origin.request_id
        write("fatal", "unhandled exception", error, **fields)
        self.request("unhandled exception", 1)


class Resources:
    """What was opened, closed in reverse order. One that fails or hangs never keeps the others from being closed."""

    def __init__(self) -> None:
        self._opened: list[tuple[str, Callable[[], Awaitable[object]]]] = []

    def add(self, name: str, close: Callable[[], Awaitable[object]]) -> None:
        self._opened.append((name, close))

    async def close(self, hurry: asyncio.Event) -> list[dict[str, Any]]:
        """What became of each; `error` in those that did not close."""
        steps = []
        while self._opened:
            name, close = self._opened.pop()
            since = time.monotonic()
            step: dict[str, Any] = {"name": name}
            try:
                await asyncio.wait_for(close(), HURRIED if hurry.is_set() else CLOSE_TIMEOUT)
            except Exception as error:
                step["error"] = str(error) or type(error).__name__
                write("error", f'closing "{name}" failed', error, resource=name)
            steps.append({**step, "ms": _milliseconds(since)})
        return steps


class Server(uvicorn.Server):
    """uvicorn, stopped by a `Stop` instead of by its own signal handlers."""

    def __init__(
        self,
        app: Any,
        *,
        stop: Stop,
        health: Health,
        metrics: HttpMetrics,
        trusted_proxies: Sequence[str],
        drain_delay: float,
        timeout: float,
    ) -> None:
        """Times in seconds."""
        config = uvicorn.Config(
            app,
            http=Protocol,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(trusted_proxies),
            forwarded_allow_ips=list(trusted_proxies),
            timeout_keep_alive=KEEP_ALIVE,
        )
        super().__init__(config)
        self.state = self.server_state = State()
        self.state.on_malformed = metrics.malformed.inc
        self.forced = False
        self._stop, self._health = stop, health
        self._drain_delay, self._timeout = drain_delay, timeout

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def main_loop(self) -> None:
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        name = "localhost" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
        write("info", "listening", url=f"http://{name}:{port}", pid=os.getpid())
        self._health.accepting = True
        self._ticking = asyncio.create_task(self._tick())
        await self._stop.wanted.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._health.accepting = False
        connections: set[Protocol] = self.state.connections  # type: ignore[assignment]
        busy = sum(connection.owes for connection in connections)
        write(
            "info",
            "draining",
            reason=self._stop.reason,
            openRequests=busy,
            idleConnections=len(connections) - busy,
            drainDelay=round(self._drain_delay * 1000),
        )
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.hurry.wait(), self._drain_delay)
        await self._close_listeners(sockets or [])
        self.state.draining = True
        for connection in connections:
            connection.say_close()
        deadline = time.monotonic() + self._timeout
        while connections or self.state.tasks:
            now = time.monotonic()
            if now >= deadline or self._stop.hurry.is_set():
                await self._cut(connections)
                break
            for connection in list(connections):
                connection.end_if_quiet(now, IDLE_GRACE)
            await asyncio.sleep(LOOK_EVERY)
        self._ticking.cancel()

    async def _close_listeners(self, sockets: Sequence[socket.socket]) -> None:
        """
        Closing a listener resets the connections that the kernel has completed and nobody has accepted. So they are
        accepted here, down to the last one, and the listener is closed before the next can come.
        """
        loop = asyncio.get_running_loop()
        accepted = []
        for listener, server in zip(sockets, self.servers, strict=True):
            with contextlib.suppress(BlockingIOError, OSError):
                while True:
                    accepted.append(listener.accept()[0])
            server.close()
        for connection in accepted:
            connection.setblocking(False)
            with contextlib.suppress(OSError):
                await loop.connect_accepted_socket(self._protocol, connection)

    def _protocol(self) -> Protocol:
        return Protocol(config=self.config, server_state=self.state, app_state={})

    async def _cut(self, connections: set[Protocol]) -> None:
        cut = sum(connection.cut() for connection in list(connections))
        self.forced = True
        tasks = list(self.state.tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=HURRIED)
        write("warn", "requests were cut", cut=cut)

    async def _tick(self) -> None:
        """Keeps the Date header right."""
        while True:
            await self.on_tick(0)
            await asyncio.sleep(1)


def bind(host: str, port: int) -> list[socket.socket]:
    """One socket per address of `host`, not listening yet. Raises an `OSError` that says what to do."""
    sockets: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, kind, protocol, _, address in dict.fromkeys(found):
            sock = socket.socket(family, kind, protocol)
            sockets.append(sock)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(len(found) > 1))
            sock.bind(address)
            sock.setblocking(False)
    except OSError as error:
        for sock in sockets:
            sock.close()
        raise OSError(
            f"Cannot listen on port {port} of {host} ({error.strerror}); if another process has taken it, "
            "stop that one, or choose another PORT"
        ) from error
    return sockets


def _milliseconds(since: float) -> int:
    return round((time.monotonic() - since) * 1000)
