"""An optional Redis: the service works without it, and readiness does not wait for it."""

from redis.asyncio import Redis


def open_redis(url: str) -> Redis:
    """Connects when it is first used, and again after it was lost."""
    return Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2, health_check_interval=30)
