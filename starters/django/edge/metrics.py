"""`/metrics` for Prometheus."""

from collections.abc import Iterator

from django.db import connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from edge import health

disable_created_metrics()

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}

active = Gauge("http_server_active_requests", "HTTP requests being served.")
aborted = Counter("http_server_aborted_requests", "HTTP requests whose client left before the answer was complete.")
_durations = Histogram(
    "http_server_request_duration_seconds",
    "Duration of HTTP requests in seconds.",
    ("method", "route", "status"),
    buckets=BUCKETS,
)


def observe(method: str, route: str, status: int, seconds: float) -> None:
    """`route` is a template: one series per address would fill Prometheus."""
    _durations.labels(method if method in _METHODS else "other", route, str(status)).observe(seconds)


def metrics(request: HttpRequest) -> HttpResponse:
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


class _State(Collector):
    """What is looked up when somebody asks: the pool of the database, and what the health checks last found."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        pool = getattr(connection, "pool", None)
        if pool is not None:
            stats = pool.get_stats()
            total, idle = stats.get("pool_size", 0), stats.get("pool_available", 0)
            states = GaugeMetricFamily(
                "pool_connections",
                "Connections of a pool by state; total is idle plus used.",
                labels=("pool", "state"),
            )
            for state, value in (("total", total), ("idle", idle), ("used", total - idle)):
                states.add_metric(("database", state), value)
            yield states
            waiting = GaugeMetricFamily("pool_waiting", "Callers waiting for a connection of a pool.", labels=("pool",))
            waiting.add_metric(("database",), stats.get("requests_waiting", 0))
            yield waiting
            most = GaugeMetricFamily("pool_max", "Most connections a pool may open.", labels=("pool",))
            most.add_metric(("database",), pool.max_size)
            yield most
        up = GaugeMetricFamily(
            "health_check_up", "Whether a dependency answered its last health check.", labels=("check",)
        )
        for name, answered in health.last_answers().items():
            up.add_metric((name,), float(answered))
        yield up


REGISTRY.register(_State())
