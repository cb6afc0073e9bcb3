"""Failures that are over when whatever failed is back."""

import socket


def is_unavailable(thrown: BaseException) -> bool:
    """Whether a dependency could not be reached, or did not answer in time."""
    if isinstance(thrown, ConnectionError | TimeoutError | socket.gaierror):
        return True
    return type(thrown).__module__.startswith("redis.") and type(thrown).__name__.endswith(
        ("ConnectionError", "TimeoutError", "BusyLoadingError")
    )
