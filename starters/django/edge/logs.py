"""One JSON object per line on stdout, for everything that this process says."""

import json
import logging
import logging.config
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from gunicorn import glogging

LEVELS = {"trace": 5, "debug": 10, "info": 20, "warn": 30, "error": 40, "fatal": 50, "silent": 99}

#: `requestId` and `traceId` of the request that the current thread serves.
request_fields: ContextVar[dict[str, str]] = ContextVar("request_fields", default={})  # noqa: B039


def logging_config(level: str) -> dict[str, Any]:
    """What `LOGGING` is: nothing writes but through the one handler."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonFormatter}},
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "json",
            }
        },
        "root": {"handlers": ["stdout"], "level": LEVELS[level]},
        "loggers": {
            # The access line tells of every 4xx. What is left of Django's own are failures, with their stack.
            "django": {"handlers": [], "level": max(LEVELS[level], logging.WARNING), "propagate": True},
            "django.request": {"level": max(LEVELS[level], logging.ERROR)},
            "django.security": {"level": "CRITICAL"},
            "gunicorn.error": {"level": max(LEVELS[level], logging.WARNING), "propagate": True},
            "psycopg": {"level": "ERROR"},
        },
    }


class JsonFormatter(logging.Formatter):
    """Fields come from `extra={"fields": {...}}`; an exception becomes `err`, on the same line."""

    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {
            "level": _LEVEL_NAMES.get(record.levelno, record.levelname.lower()),
            "time": time.replace("+00:00", "Z"),
            **request_fields.get(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            line["err"] = {
                "type": type(error).__name__,
                "message": str(error),
                "stack": "".join(traceback.format_exception(error)),
            }
        return json.dumps({**line, "msg": record.getMessage()}, separators=(",", ":"), default=str)


class GunicornLogger(glogging.Logger):
    """gunicorn's messages as lines like all others; the access line is the middleware's."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True

    def access(self, *_: Any) -> None:
        pass


_LEVEL_NAMES = {5: "trace", 10: "debug", 20: "info", 30: "warn", 40: "error", 50: "fatal"}
