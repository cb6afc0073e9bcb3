"""Everything this service takes from its environment; `.env.example` explains each variable."""

import ipaddress
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

LONGEST_TIMER = 2**31 - 1


class ConfigurationError(Exception):
    """Names every bad variable and what was expected of it, never its value."""


def _database(url: str) -> str:
    return _matching(url, r"postgres(ql)?://.+|sqlite:///.+", "postgres://user:password@host/database")


def _redis(url: str) -> str:
    return _matching(url, r"rediss?://.+", "redis://host:port")


def _matching(text: str, pattern: str, expected: str) -> str:
    if re.fullmatch(pattern, text):
        return text
    raise PydanticCustomError("format", "expected {expected}", {"expected": expected})


Milliseconds = Annotated[int, Field(ge=0, le=LONGEST_TIMER)]


class Settings(BaseSettings):
    # An empty variable counts as not set. `.env` is for development; the environment wins.
    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True, frozen=True
    )

    port: Annotated[int, Field(ge=0, le=65_535)] = 3000
    host: str = "0.0.0.0"
    database_url: Annotated[str, AfterValidator(_database)] = "sqlite:///data/users.db"
    # seaworthy:if redis
    redis_url: Annotated[str, AfterValidator(_redis)] | None = None
    # seaworthy:end
    log_level: Literal["trace", "debug", "info", "warn", "error", "fatal", "silent"] = "info"
    drain_delay: Milliseconds = 0
    shutdown_timeout: Milliseconds = 10_000
    trusted_proxies: Annotated[list[str], NoDecode] = []

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _addresses(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        addresses = [part.strip() for part in value.split(",") if part.strip()]
        try:
            for address in addresses:
                ipaddress.ip_network(address)
        except ValueError:
            raise PydanticCustomError("format", "expected addresses or ranges such as 10.0.0.0/8") from None
        return addresses


def read_settings() -> Settings:
    """Raises one `ConfigurationError` about all bad variables."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [f"  {'.'.join(map(str, bad['loc'])).upper()}: {bad['msg']}" for bad in error.errors()]
        text = "\n".join(["The configuration is not valid:", *lines, ".env.example lists all variables."])
        raise ConfigurationError(text) from None
