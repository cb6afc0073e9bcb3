"""Everything this service takes from its environment; `.env.example` explains each variable."""

import os
import secrets
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from edge.logs import LEVELS

#: What a development process keeps: its database and its key.
DATA = Path(os.environ.get("DATA_DIR") or Path(__file__).parent.parent / ".data").resolve()


@dataclass(frozen=True)
class Environment:
    """Durations are in milliseconds."""

    production: bool
    secret_key: str
    allowed_hosts: list[str]
    host: str
    port: int
    #: Without it, a SQLite file in `DATA` stands in.
    database_url: str | None
    # seaworthy:if redis
    redis_url: str | None
    # seaworthy:end
    log_level: str
    drain_delay: int
    shutdown_timeout: int
    trusted_proxies: list[IPv4Network | IPv6Network]


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """Raises one `ConfigurationError` that names every bad variable."""
    problems: list[str] = []

    def read(name: str, parse: Callable[[str], Any], default: Any = None, required: bool = False) -> Any:
        text = variables.get(name, "").strip()
        try:
            if text:
                return parse(text)
            if required:
                raise ValueError("is required in production")
        except ValueError as error:
            problems.append(f"{name} {error}")
        return default

    production = read("ENVIRONMENT", _one_of("development", "production"), "development") == "production"
    environment = Environment(
        production=production,
        secret_key=read("SECRET_KEY", _secret, None if production else _development_key(), production),
        allowed_hosts=read("ALLOWED_HOSTS", _words, ["*"], production),
        host=read("HOST", str, "0.0.0.0"),  # noqa: S104 - every address: a container is reached from outside
        port=read("PORT", _integer(65_535), 3000),
        database_url=read(
            "DATABASE_URL",
            _url("postgres://user:password@host/database", "postgres", "postgresql"),
            None,
            production,
        ),
        # seaworthy:if redis
        redis_url=read("REDIS_URL", _url("redis://host:port", "redis", "rediss")),
        # seaworthy:end
        log_level=read("LOG_LEVEL", _one_of(*LEVELS), "info"),
        drain_delay=read("DRAIN_DELAY", _integer(), 0),
        shutdown_timeout=read("SHUTDOWN_TIMEOUT", _integer(), 10_000),
        trusted_proxies=read("TRUSTED_PROXIES", _networks, []),
    )
    if problems:
        raise ConfigurationError(problems)
    return environment


def environment_or_exit() -> Environment:
    """Whoever starts the service is to act on a bad environment: sentences, and no stack."""
    try:
        return read_environment()
    except ConfigurationError as error:
        print(error, file=sys.stderr, flush=True)
        sys.exit(1)


class ConfigurationError(Exception):
    """Says which variables are bad, never what they hold."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("The environment is not usable:\n" + "\n".join(f"- {one}" for one in problems))


def _one_of(*words: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return text

    return parse


def _integer(most: int = 86_400_000) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit()) or int(text) > most:
            raise ValueError(f"must be a whole number from 0 to {most}")
        return int(text)

    return parse


def _url(example: str, *schemes: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        with suppress(ValueError):
            parts = urlsplit(text)
            if parts.scheme in schemes and (parts.hostname or parts.query) and parts.port != 0:
                return text
        raise ValueError(f"must look like {example}")

    return parse


def _secret(text: str) -> str:
    if len(text) < 50 or len(set(text)) < 5:
        raise ValueError("must be 50 random characters or more")
    return text


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _networks(text: str) -> list[IPv4Network | IPv6Network]:
    try:
        return [ip_network(word) for word in _words(text)]
    except ValueError:
        raise ValueError("must be addresses or ranges such as 10.0.0.0/8, separated by commas") from None


def _development_key() -> str:
    """Made once and kept, so that a restart logs nobody out. Processes that start together agree on one."""
    path = DATA / "secret-key"
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"secret-key.{os.getpid()}")
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
