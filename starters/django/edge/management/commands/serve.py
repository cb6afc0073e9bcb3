"""`python manage.py serve`: what production, development and tests run."""

import fcntl
import logging
import os
import socket
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, connections

from edge.environment import DATA

log = logging.getLogger("edge")

#: Any number that nothing else in the database locks.
_LOCK = 7_263_402


class Command(BaseCommand):
    help = "Brings the database up to date, makes the first superuser if told to, and serves."
    # They are for whoever changes the code, and would cost every start a quarter of a second.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reload", action="store_true", help="Starts again whenever a file changes.")

    def handle(self, *arguments: Any, **options: Any) -> None:
        try:
            _look_at_the_port()
            with _one_at_a_time():
                call_command("migrate", verbosity=0, interactive=False)
                _make_first_superuser()
        except Exception:
            log.critical("could not start", exc_info=True)
            sys.exit(1)
        connections.close_all()
        # Whoever tells a relative folder means it from here, and not from where the server looks for its files.
        os.environ["DATA_DIR"] = str(DATA)
        os.chdir(settings.BASE_DIR)
        # In the place of this process, so that signals reach the server.
        reload = ["--reload"] if options["reload"] else []
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", *reload])  # noqa: S606


def _look_at_the_port() -> None:
    """gunicorn would try for five seconds before it says that somebody else has it."""
    family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    with socket.socket(family) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((settings.HOST, settings.PORT))
        except OSError as error:
            raise RuntimeError(f"PORT {settings.PORT} cannot be had: {error.strerror}") from error


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Instances may start together: the others wait, and find nothing left to do."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            yield
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    else:
        DATA.mkdir(parents=True, exist_ok=True)
        with (DATA / "migrate.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _make_first_superuser() -> None:
    """From Django's own variables, as for `createsuperuser --noinput`, which fails when there is one already."""
    name = os.environ.get("DJANGO_SUPERUSER_USERNAME")
    if not name or not os.environ.get("DJANGO_SUPERUSER_PASSWORD"):
        return
    if not get_user_model().objects.filter(is_superuser=True).exists():
        os.environ.setdefault("DJANGO_SUPERUSER_EMAIL", "")
        call_command("createsuperuser", verbosity=0, interactive=False)
        log.info("the first superuser was made", extra={"fields": {"username": name}})
