"""How large a request may be, and how long it may take to arrive."""

import re
from time import monotonic
from typing import Any
from urllib.parse import unquote_to_bytes

from gunicorn.http.errors import NoMoreData, ParseException

from edge.problems import Problem
from edge.worker import awaited

MOST_BODY = 1024 * 1024
#: Seconds that a whole request may take to arrive. Those for its head are in `edge/worker.py`.
REQUEST_TIMEOUT = 30

_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


class ClientLeft(Problem):
    """The connection ended in the middle of the body. Nobody reads the answer; the log does."""

    def __init__(self) -> None:
        super().__init__("BAD_REQUEST")


def check_head(environ: dict[str, Any]) -> None:
    """What can be refused before the body is there."""
    path = environ.get("RAW_URI", "").split("?", 1)[0]
    if _BROKEN_ESCAPE.search(path) or not _is_utf8(unquote_to_bytes(path)):
        raise Problem("BAD_URL")
    if environ.get("HTTP_CONTENT_ENCODING", "identity").lower() != "identity":
        detail = "Compressed request bodies are not accepted"
        raise Problem("UNSUPPORTED_MEDIA_TYPE", detail, {"Accept-Encoding": "identity"})


def read_body(environ: dict[str, Any]) -> bytes:
    """The whole body, of stated length or chunked, which Django alone would take for empty."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length > MOST_BODY:
        raise Problem("PAYLOAD_TOO_LARGE")
    if length == 0 and "HTTP_TRANSFER_ENCODING" not in environ:
        return b""
    connection = environ.get("gunicorn.socket")
    until = monotonic() + REQUEST_TIMEOUT
    if connection is not None:
        awaited[connection] = until
    try:
        body: bytes = environ["wsgi.input"].read(length or MOST_BODY + 1)
    except (NoMoreData, ConnectionError) as error:
        raise _incomplete(until) from error
    except (ParseException, OSError) as error:
        # Chunks that are none.
        raise Problem("BAD_REQUEST") from error
    finally:
        awaited.pop(connection, None)  # type: ignore[arg-type]
    if len(body) > MOST_BODY:
        raise Problem("PAYLOAD_TOO_LARGE")
    if len(body) < length:
        raise _incomplete(until)
    return body


def _incomplete(until: float) -> Problem:
    return Problem("REQUEST_TIMEOUT") if monotonic() >= until else ClientLeft()


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
