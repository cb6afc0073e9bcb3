"""`/livez` and `/readyz`: whether the process answers, and whether it should be sent requests."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from time import monotonic

# seaworthy:if redis
import redis
from django.conf import settings

# seaworthy:end
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse, JsonResponse

log = logging.getLogger("edge")

#: Seconds: an answer stays within the second that a probe waits, and is good for all probes of the next second.
TIMEOUT = 0.9
CACHE = 1.0

#: Set by the worker at the signal to stop.
draining = threading.Event()


class Check:
    """One dependency, asked by one thread of its own, so that a silent one holds nobody else up."""

    def __init__(self, name: str, ask: Callable[[], None], required: bool) -> None:
        self.name, self.required = name, required
        self.up: bool | None = None
        self._ask = ask
        self._asked_at = float("-inf")
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(1, f"check-{name}")
        self._under_way: Future[None] | None = None

    def answers(self) -> bool:
        """What it said within the last second, or says now."""
        with self._lock:
            if monotonic() - self._asked_at >= CACHE:
                self._became(self._answer())
                self._asked_at = monotonic()
            return bool(self.up)

    def close(self) -> None:
        """Gives the connection back that the thread keeps between two questions."""
        # A question under way is given up by itself.
        self._thread.submit(connections.close_all).result(3)
        self._thread.shutdown(wait=False)

    def _answer(self) -> BaseException | None:
        if self._under_way is None or self._under_way.done():
            self._under_way = self._thread.submit(self._ask)
        try:
            return self._under_way.exception(TIMEOUT)
        except Late as late:
            return late

    def _became(self, error: BaseException | None) -> None:
        up = error is None
        if self.up is not up and not (up and self.up is None):
            if up:
                log.info("dependency is up", extra={"fields": {"check": self.name}})
            else:
                log.warning("dependency is down", extra={"fields": {"check": self.name}}, exc_info=error)
        self.up = up


def livez(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ok"}, json_dumps_params=_COMPACT)


def readyz(request: HttpRequest) -> HttpResponse:
    """Every check is asked, those that are not required too: they are told, and decide nothing."""
    ready = not draining.is_set()
    if ready:
        for check in CHECKS:
            ready = (check.answers() or not check.required) and ready
    # A check takes its time, and the signal to stop may have come meanwhile.
    ready = ready and not draining.is_set()
    found = {check.name: _word(check) for check in CHECKS if check.up is not None}
    document = {"status": "ok" if ready else "unavailable", "checks": found}
    response = JsonResponse(document, status=200 if ready else 503, json_dumps_params=_COMPACT)
    if not ready:
        response["Retry-After"] = "1"
    return response


def last_answers() -> dict[str, bool]:
    return {check.name: check.up for check in CHECKS if check.up is not None}


def close() -> None:
    for check in CHECKS:
        check.close()


def _word(check: Check) -> str:
    return "ok" if check.up else "down" if check.required else "degraded"


def _ask_database() -> None:
    answered = False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        answered = True
    finally:
        # After a failure the next question gets a new connection. And a SQLite file that one thread has open keeps
        # the descriptors of it open that others have closed: POSIX locks want it so.
        if not answered or connection.vendor == "sqlite":
            connection.close()


_COMPACT = {"separators": (",", ":")}

CHECKS = [Check("database", _ask_database, required=True)]
# seaworthy:if redis
if settings.REDIS_URL:
    _redis = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT)

    def _ask_redis() -> None:
        _redis.ping()

    CHECKS.append(Check("redis", _ask_redis, required=False))
# seaworthy:end
