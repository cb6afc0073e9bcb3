"""The log: JSON lines on standard output, each with the id of the request it belongs to, without secrets."""

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

LEVELS = {"trace": 5, "debug": 10, "info": 20, "warn": 30, "error": 40, "fatal": 50, "silent": 60}
_NAMES = {number: name for name, number in LEVELS.items()}
_MASK = "[redacted]"
_SECRET_KEY = re.compile(
    r"authorization|cookie|pass(word|wd|phrase)?$|^pwd$|secret|token|jwt|api[-_]?key|credential", re.I
)
_SECRET_QUERY = re.compile(
    r"([?&;](?:[\w.-]*(?:token|secret|password|passwd|api[_-]?key|signature|credential)[\w.-]*"
    r"|key|code|auth|sig|jwt|pwd)=)[^&#\s\"';]+",
    re.I,
)
_URL_PASSWORD = re.compile(r"([a-z][a-z0-9+.-]{0,31}://[^\s:/@\"']*:)[^\s\"'/]+(?=@)", re.I)
_LONGEST = 16_384


@dataclass(slots=True)
class RequestContext:
    """What the log knows about the request that is being worked on."""

    request_id: str
    trace_id: str | None = None
    error_logged: bool = False


request_context: ContextVar[RequestContext | None] = ContextVar("request_context", default=None)
log = logging.getLogger("app")


def configure_logs(level: str) -> None:
    """Sends everything that is logged in this process, by whomever, to standard output as JSON."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_JsonFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    logging.getLogger().setLevel(max(LEVELS[level], logging.WARNING))
    log.setLevel(LEVELS[level])
    # What it would say is said better here: lines about the start, and a second report of each failed request.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)


def write(level: str, message: str, error: BaseException | None = None, **fields: Any) -> None:
    """One line; `fields` are its further members."""
    number = LEVELS[level]
    if log.isEnabledFor(number):
        log.log(number, message, exc_info=error, extra={"fields": fields})


def redact(text: str) -> str:
    """Without passwords in URLs and secret query values."""
    if "=" not in text and "@" not in text:
        return text
    return _SECRET_QUERY.sub(rf"\1{_MASK}", _URL_PASSWORD.sub(rf"\1{_MASK}", text))


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {
            "level": _NAMES.get(record.levelno, record.levelname.lower()),
            "time": moment.replace("+00:00", "Z"),
        }
        context = request_context.get()
        if context is not None:
            line["requestId"] = context.request_id
            if context.trace_id is not None:
                line["traceId"] = context.trace_id
        if record.name != log.name:
            line["logger"] = record.name
        line.update(_redacted(getattr(record, "fields", {})))
        if record.exc_info and record.exc_info[1] is not None:
            line["err"] = _serialized(record.exc_info[1])
        line["msg"] = redact(record.getMessage())
        return json.dumps(line, separators=(",", ":"), default=str)


def _redacted(value: Any) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, Mapping):
        return {key: _MASK if _SECRET_KEY.search(str(key)) else _redacted(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_redacted(item) for item in value]
    return value


def _serialized(error: BaseException) -> dict[str, str]:
    stack = "".join(traceback.format_exception(error))
    return {
        "type": type(error).__name__,
        "message": redact(str(error)[:_LONGEST]),
        "stack": redact(stack[-_LONGEST:]),
    }


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    log.critical("uncaught exception", exc_info=(kind, error, trace))
