"""From the environment to a listening service, and to its exit code."""

import asyncio

from fastapi import FastAPI

from app.platform.edge import Edge
from app.platform.handlers import handle_errors
from app.platform.health import Check, Health
from app.platform.logs import configure_logs, write
from app.platform.metrics import Metrics
from app.platform.pages import add_pages
from app.platform.server import Resources, Server, Stop, bind
from app.settings import ConfigurationError, Settings, read_settings
from app.users import routes
from app.users.repository import Users


def create_app(users: Users, health: Health, metrics: Metrics) -> Edge:
    """The whole service as an ASGI application."""
    app = FastAPI(title="Users", version="1.0.0", docs_url=None, redoc_url=None, redirect_slashes=False)
    handle_errors(app)
    add_pages(app)
    app.include_router(health.router())
    app.include_router(metrics.router())
    app.include_router(routes.router)
    app.state.users = users
    return Edge(app, metrics.http)


def run() -> int:
    """Exit code 0 after an orderly end; 1 when it could not start, was forced, or failed to close something."""
    configure_logs("info")
    try:
        settings = read_settings()
        configure_logs(settings.log_level)
        return asyncio.run(_serve(settings))
    except ConfigurationError as error:
        write("fatal", str(error))
    except Exception as error:
        write("fatal", "could not start", error)
    return 1


async def _serve(settings: Settings) -> int:
    stop, resources = Stop(), Resources()
    stop.listen()
    forced = False
    try:
        sockets = bind(settings.host, settings.port)
        optional: dict[str, Check] = {}
        # seaworthy:if redis
        if settings.redis_url is not None:
            from app.redis import open_redis  # Its package takes a while to load.

            redis = open_redis(settings.redis_url)
            resources.add("redis", redis.aclose)
            optional["redis"] = redis.ping
        # seaworthy:end
        health = Health({}, optional)
        health.accepting = False
        metrics = Metrics(health, {})
        server = Server(
            create_app(Users(), health, metrics),
            stop=stop,
            health=health,
            metrics=metrics.http,
            trusted_proxies=settings.trusted_proxies,
            drain_delay=settings.drain_delay / 1000,
            timeout=settings.shutdown_timeout / 1000,
        )
        if not stop.wanted.is_set():
            await server.serve(sockets)
        forced = server.forced
    finally:
        # Closed from the last to the first, after the last request.
        steps = await resources.close(stop.hurry)
    failed = forced or stop.hurry.is_set() or any("error" in step for step in steps)
    code = 1 if failed else stop.code
    write("warn" if code else "info", "stopped", reason=stop.reason, code=code, forced=forced, steps=steps)
    return code
