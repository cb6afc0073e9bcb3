"""Metrics in Prometheus's text format: requests by route template, the process, and whatever else is registered."""

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Response
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from app.platform.health import Health

# Seconds, as OpenTelemetry's semantic conventions advise for http.server.request.duration.
_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
_METHODS = {"CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"}

disable_created_metrics()  # type: ignore[no-untyped-call]


class HttpMetrics:
    """What the HTTP server counts. Labels are few: templates, never paths."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._durations = Histogram(
            "http_server_request_duration_seconds",
            "Duration of HTTP requests by route template, in seconds.",
            ("method", "route", "status"),
            buckets=_BOUNDS,
            registry=registry,
        )
        self._active = Gauge("http_server_active_requests", "HTTP requests being served.", registry=registry)
        self._aborted = Counter(
            "http_server_aborted_requests",
            "HTTP requests whose client left before the answer was complete.",
            registry=registry,
        )
        self.malformed = Counter(
            "http_server_malformed_requests", "Requests that were not well-formed HTTP.", registry=registry
        )

    def began(self) -> None:
        self._active.inc()

    def ended(self, method: str, route: str | None, status: int, seconds: float, aborted: bool) -> None:
        self._active.dec()
        if aborted:
            self._aborted.inc()
        known = method if method in _METHODS else "_OTHER"
        self._durations.labels(known, route or "unmatched", str(status)).observe(seconds)


class Metrics:
    """The registry of one service; register your own metrics with `registry=metrics.registry`."""

    def __init__(self, health: Health, pools: Mapping[str, Callable[[], tuple[int, int, int]]]) -> None:
        """`pools` tell, by name: connections in use, idle ones, and the most there may be."""
        self.registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)
        self.http = HttpMetrics(self.registry)
        self._health = health
        self._pools = pools
        self._up = self._gauge("health_check_up", "Whether a dependency answered its last health check.", "check")
        self._connections = self._gauge("pool_connections", "Connections of a pool by state.", "pool", "state")
        self._most = self._gauge("pool_max", "Most connections a pool may open.", "pool")

    def exposition(self) -> bytes:
        """Read at every scrape; asks no dependency."""
        for check, state in self._health.checks.items():
            self._up.labels(check).set(state == "ok")
        for pool, read in self._pools.items():
            used, idle, most = read()
            for name, value in (("used", used), ("idle", idle), ("total", used + idle)):
                self._connections.labels(pool, name).set(value)
            self._most.labels(pool).set(most)
        return generate_latest(self.registry)

    def router(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)

        @router.get("/metrics")
        async def metrics() -> Response:
            return Response(self.exposition(), media_type="text/plain; version=0.0.4; charset=utf-8")

        return router

    def _gauge(self, name: str, help_text: str, *labels: str) -> Gauge:
        return Gauge(name, help_text, labels, registry=self.registry)
