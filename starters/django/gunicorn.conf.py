"""How the service is served. `python manage.py serve` ends here; so does `gunicorn config.wsgi`."""

import logging.config
import os
import signal
import sys
import threading
from pathlib import Path
from time import monotonic

from edge.environment import environment_or_exit
from edge.logs import GunicornLogger, logging_config
from edge.worker import Worker, ended_well

env = environment_or_exit()
logging.config.dictConfig(logging_config(env.log_level))
log = logging.getLogger("edge")
# What Python itself would print as text.
logging.captureWarnings(True)
threading.excepthook = lambda failed: log.error("a thread failed", exc_info=failed.exc_value)

wsgi_app = "config.wsgi"
bind = f"[{env.host}]:{env.port}" if ":" in env.host else f"{env.host}:{env.port}"
# One process: metrics and the pool of the database are its own. More of them are more instances.
workers = 1
# More than the database has connections: probes and refusals must not wait for those who wait for it.
threads = 64
keepalive = 65
limit_request_line = 8190
limit_request_field_size = 8190
# Whose X-Forwarded-Proto is believed; whose X-Forwarded-For, `edge/middleware.py` knows.
forwarded_allow_ips = ",".join(map(str, env.trusted_proxies))
logger_class = GunicornLogger
errorlog = None
loglevel = "warning"
control_socket_disable = True
# A file of heartbeats must not wait for a disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108

worker_class = Worker
Worker.drain_delay = env.drain_delay
Worker.shutdown_timeout = env.shutdown_timeout
# Of the arbiter, which kills a worker that has not ended by itself. The worker has deadlines of its own.
graceful_timeout = (env.drain_delay + env.shutdown_timeout) // 1000 + 10


def when_ready(server):
    asked_at = []

    def stop(number, frame):
        """SIGINT is a stop like any other. A second signal forces, unless it is the echo of the first."""
        if not asked_at:
            asked_at.append(monotonic())
            server.signal(signal.SIGTERM, frame)
        elif monotonic() - asked_at[0] > 0.3:
            # While it stops, this is what makes gunicorn hurry.
            server.signal(signal.SIGINT, frame)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    log.info("listening", extra={"fields": {"url": f"http://{bind}", "pid": server.pid}})


def worker_exit(server, worker):
    """Whatever was opened is closed, also after a forced end."""
    if worker.pid != os.getpid() or not worker.booted:
        return
    forced = worker.forced or worker.busy > 0
    closed = _close_resources()
    code = int(forced or not closed)
    fields = {"code": code, "forced": forced, "ms": worker.stopping_for(), "cut": worker.busy}
    log.info("stopped", extra={"fields": fields})
    ended_well[0] = 1 - code
    # Not `sys.exit`, which would wait for the threads of the requests that were cut.
    os._exit(code)


def on_exit(server):
    if not ended_well[0]:
        sys.exit(1)


def _close_resources():
    """Whether all of them could be."""
    from django.db import connections

    from edge import health

    # The threads have given their connections back. Only PostgreSQL has a pool of them.
    pools = [getattr(connections[alias], "close_pool", None) for alias in connections]
    closed = True
    for close in filter(None, [health.close, *pools]):
        try:
            close()
        except Exception:
            log.exception("could not be closed")
            closed = False
    return closed
