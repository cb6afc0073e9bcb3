"""A PostgreSQL that may be away, slow or silent: no request waits longer than 5 s for it."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from django.db import connections
from psycopg.abc import RV, PQGen

from edge.environment import DATA

#: Connections at most: those of the pool, one of which the readiness probe keeps.
MOST_CONNECTIONS = 11


class BoundedConnection(psycopg.Connection[Any]):
    """The server ends a statement after 2 s and says so; this gives up on a server that says nothing."""

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        try:
            return super().wait(gen, interval, 2.5 if timeout is None else timeout)
        except psycopg.errors._WaitTimeout as late:
            # Its answer may still come, and would be taken for that of the next question.
            self.pgconn.finish()
            raise psycopg.OperationalError("the database did not answer in time") from late


def databases(url: str | None) -> dict[str, dict[str, Any]]:
    """`DATABASES` for a `postgres://` URL, or for a SQLite file."""
    return {"default": {"ENGINE": "django.db.backends.sqlite3", **_SQLITE} if url is None else _postgres(url)}


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"connect_timeout": 10, **dict(parse_qsl(parts.query))},
    }


def serve_from_pool() -> None:
    """For requests, before the first one. Commands such as `migrate` may take their time, and have no pool."""
    for settings in connections.settings.values():
        if settings["ENGINE"] == "django.db.backends.postgresql":
            # The pool looks at each connection before it lends it.
            settings["CONN_HEALTH_CHECKS"] = True
            settings["OPTIONS"] |= {
                "connect_timeout": 2,
                "options": "-c statement_timeout=2000 -c idle_in_transaction_session_timeout=10000",
                "pool": {
                    "connection_class": BoundedConnection,
                    "min_size": 1,
                    "max_size": MOST_CONNECTIONS,
                    "timeout": 2.5,
                    "max_idle": 60,
                },
            }


_SQLITE = {
    "NAME": DATA / "service.sqlite3",
    "OPTIONS": {
        # Writers take turns from their first statement on, instead of failing at their last.
        "transaction_mode": "IMMEDIATE",
        "timeout": 4,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}
