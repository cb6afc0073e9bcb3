"""What comes in and goes out. Validation and documentation come from here."""

import base64
import binascii
import unicodedata
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from ninja import Field, Schema
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError


class Position(NamedTuple):
    """Where a page ends: users are listed from the oldest, and the id tells those of one moment apart."""

    created_at: datetime
    id: UUID

    def cursor(self) -> str:
        """A position as text that clients pass back and need not understand."""
        return base64.urlsafe_b64encode(f"{self.created_at.isoformat()} {self.id}".encode()).decode().rstrip("=")


def _position(text: object) -> Position:
    """Anything that `cursor` did not write is invalid."""
    try:
        if not isinstance(text, str):
            raise ValueError
        padded = text + "=" * (-len(text) % 4)
        created_at, _, identity = base64.b64decode(padded, b"-_", validate=True).decode().partition(" ")
        position = Position(datetime.fromisoformat(created_at), UUID(identity))
        if position.created_at.tzinfo is not None and position.cursor() == text:
            return position
    except (ValueError, binascii.Error):
        pass
    raise PydanticCustomError("invalid", "expected the nextCursor of another page")


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise PydanticCustomError("format", "Invalid email address") from None
    return text.lower()


def _printable(text: str) -> str:
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise PydanticCustomError("format", "must not contain control characters")
    return text


def _without_defaults(schema: dict[str, Any]) -> None:
    for property in schema["properties"].values():
        property.pop("default", None)


def _milliseconds(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Email = Annotated[
    str,
    StringConstraints(max_length=254),
    AfterValidator(_email),
    Field(json_schema_extra={"format": "email"}),
]
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), AfterValidator(_printable)
]
# The upper end is for the hash's sake: its cost grows with the length.
Password = Annotated[str, StringConstraints(min_length=12, max_length=256)]
Time = Annotated[datetime, PlainSerializer(_milliseconds), WithJsonSchema({"type": "string", "format": "date-time"})]


class CreateUser(BaseModel):
    email: Email
    name: Name
    password: Password


class UpdateUser(BaseModel):
    # The defaults stand for "not given", which is not the same as null.
    model_config = ConfigDict(json_schema_extra=_without_defaults)

    email: Email = ""
    name: Name = ""

    @model_validator(mode="after")
    def _changes_something(self) -> "UpdateUser":
        if not self.model_fields_set:
            raise PydanticCustomError("invalid", "expected an email, a name or both")
        return self


class Paging(BaseModel):
    limit: int = Field(20, ge=1, le=100)
    cursor: Annotated[Position, BeforeValidator(_position), WithJsonSchema({"type": "string"})] | None = None


class UserOut(Schema):
    id: UUID
    email: str = Field(json_schema_extra={"format": "email"})
    name: str
    createdAt: Time = Field(alias="created_at")
    updatedAt: Time = Field(alias="updated_at")


class UserPage(Schema):
    data: list[UserOut]
    nextCursor: str | None = Field(description="The `cursor` of the next page; null on the last one.")
