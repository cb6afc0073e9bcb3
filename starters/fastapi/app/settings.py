"""Everything this service takes from its environment; `.env.example` explains each variable."""

import ipaddress
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

LONGEST_TIMER = 2**31 - 1


class ConfigurationError(Exception):
    """Names every bad variable and what was expected of it, never its value."""


Milliseconds = Annotated[int, Field(ge=0, le=LONGEST_TIMER)]


class Settings(BaseSettings):
    # An empty variable counts as not set. `.env` is for development; the environment wins.
    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True, frozen=True
    )

    port: Annotated[int, Field(ge=0, le=65_535)] = 3000
    host: str = "0.0.0.0"
    # seaworthy:if database
    database_url: str = Field(
        "sqlite:///data/users.db",
        pattern=r"^(postgres(ql)?://.+|sqlite:///.+)$",
        description="postgres://user:password@host/database",
    )
    # seaworthy:end
    # seaworthy:if redis
    redis_url: str | None = Field(None, pattern=r"^rediss?://.+$", description="redis://host:port")
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
        lines = []
        for bad in error.errors():
            name = str(bad["loc"][0])
            expected = Settings.model_fields[name].description
            lines.append(f"  {name.upper()}: {f'expected {expected}' if expected else bad['msg']}")
        text = "\n".join(["The configuration is not valid:", *lines, ".env.example lists all variables."])
        raise ConfigurationError(text) from None
