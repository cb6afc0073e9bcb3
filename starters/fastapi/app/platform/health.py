"""`/livez`: the process answers, whatever its dependencies do. `/readyz`: requests are welcome."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from app.platform.logs import write

Check = Callable[[], Awaitable[object]]
"""Raises when the dependency is down."""

# The whole answer stays within the second that a probe waits; answers are used again for as long.
TIMEOUT = 0.9
CACHE = 1.0


class Health:
    """Readiness: 503 while starting, while draining, and while a required dependency is down."""

    def __init__(self, required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> None:
        self.accepting = True
        """Whether the service is neither starting nor stopping."""
        self.checks: dict[str, str] = {}
        """What each dependency was when it was last asked: `ok`, `down`, or `degraded` when it can be done without."""
        self._required = set(required)
        self._asked = {**(optional or {}), **required}
        self._pending: dict[str, asyncio.Future[object]] = {}
        self._done_at = -CACHE
        self._running: asyncio.Task[None] | None = None

    async def ready(self) -> bool:
        """Asks the dependencies together, one round at a time and at most once a second."""
        if self.accepting and time.monotonic() - self._done_at >= CACHE:
            if self._running is None:
                self._running = asyncio.create_task(self._ask_all())
            await asyncio.shield(self._running)
        return self.accepting and "down" not in self.checks.values()

    def router(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)

        @router.get("/livez")
        async def livez() -> JSONResponse:
            return JSONResponse({"status": "ok"})

        @router.get("/readyz")
        async def readyz() -> JSONResponse:
            if await self.ready():
                return JSONResponse({"status": "ok", "checks": self.checks})
            body = {"status": "unavailable", "checks": self.checks}
            return JSONResponse(body, 503, headers={"retry-after": "1"})

        return router

    async def _ask_all(self) -> None:
        await asyncio.gather(*(self._ask(name) for name in self._asked))
        self._done_at = time.monotonic()
        self._running = None

    async def _ask(self, name: str) -> None:
        call = self._pending.get(name)
        # A call without an answer is left alone: its own time limit ends it, and a second one would only wait as well.
        if call is None or call.done():
            call = self._pending[name] = asyncio.ensure_future(self._asked[name]())
            # Heard, also when it fails after its time.
            call.add_done_callback(lambda late: late.cancelled() or late.exception())
        await asyncio.wait([call], timeout=TIMEOUT)
        if not call.done():
            self._became(name, TimeoutError(f"expected an answer within {TIMEOUT} s, got none"))
        else:
            self._became(name, None if call.cancelled() else call.exception())

    def _became(self, name: str, error: BaseException | None) -> None:
        state = "ok" if error is None else "down" if name in self._required else "degraded"
        before = self.checks.get(name)
        self.checks[name] = state
        if error is not None and before != state:
            write("warn", "dependency is down", error, check=name)
        elif error is None and before not in (None, "ok"):
            write("info", "dependency is up", check=name)
