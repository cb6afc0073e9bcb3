"""What comes in and goes out. Validation, types and documentation come from here."""

import base64
import binascii
import re
import uuid
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

_EMAIL = re.compile(
    r"(?!\.)(?!.*\.\.)[A-Za-z0-9_'+\-.]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}", re.ASCII
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise PydanticCustomError("format", "Invalid email address")
    return text


def _printable(text: str) -> str:
    if _CONTROL.search(text):
        raise PydanticCustomError("format", "must not contain control characters")
    return text


Email = Annotated[
    str,
    StringConstraints(max_length=254, to_lower=True),
    AfterValidator(_email),
    Field(json_schema_extra={"format": "email"}),
]
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), AfterValidator(_printable)
]
# The upper end is for the hash's sake: its cost grows with the length.
Password = Annotated[str, StringConstraints(min_length=12, max_length=256)]
Instant = Annotated[
    datetime,
    PlainSerializer(lambda moment: iso(moment), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class Input(BaseModel):
    # No number for a text, and no error text that repeats what was submitted.
    model_config = ConfigDict(strict=True, hide_input_in_errors=True)


class CreateUser(Input):
    email: Email
    name: Name
    password: Password


def _without_defaults(schema: dict[str, Any]) -> None:
    for field in schema["properties"].values():
        del field["default"]


class UpdateUser(Input):
    model_config = ConfigDict(json_schema_extra=_without_defaults)

    # Never used as values: what was not sent is not in `changes`.
    email: Email = ""
    name: Name = ""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("invalid", "expected an email, a name or both")
        return self

    def changes(self) -> dict[str, str]:
        return self.model_dump(exclude_unset=True)


class User(BaseModel):
    """A user as everybody may see it."""

    model_config = ConfigDict(from_attributes=True, alias_generator=to_camel, populate_by_name=True)

    id: uuid.UUID
    email: Annotated[str, Field(json_schema_extra={"format": "email"})]
    name: str
    created_at: Instant
    updated_at: Instant


class UserPage(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    data: list[User]
    next_cursor: Annotated[str | None, Field(description="The `cursor` of the next page; null on the last one.")]


class Position(NamedTuple):
    """Where a page ends: users are listed from the oldest, and the id tells those of one millisecond apart."""

    created_at: datetime
    id: uuid.UUID


def cursor_of(user: User) -> str:
    """A position as text that clients pass back and need not understand."""
    return base64.urlsafe_b64encode(f"{iso(user.created_at)} {user.id}".encode()).decode().rstrip("=")


def position_of(text: object) -> Position:
    """The position in a cursor; anything that `cursor_of` did not write is invalid."""
    try:
        padded = str(text) + "=" * (-len(str(text)) % 4)
        moment, identity = base64.b64decode(padded, altchars=b"-_", validate=True).decode().split(" ")
        position = Position(datetime.fromisoformat(moment).astimezone(UTC), uuid.UUID(identity))
        if f"{iso(position.created_at)} {position.id}" == f"{moment} {identity}":
            return position
    except (ValueError, binascii.Error, OverflowError):
        pass
    raise PydanticCustomError("invalid", "expected the nextCursor of another page")


Cursor = Annotated[Any, BeforeValidator(position_of), WithJsonSchema({"type": "string"})]


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
