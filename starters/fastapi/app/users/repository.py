"""Users in SQL."""

import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Index, String, TypeDecorator, delete, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Database
from app.platform.errors import ConflictError
from app.users.schemas import Position, User


class Moment(TypeDecorator[datetime]):
    """A moment in UTC to the millisecond, also where the database knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


class UserRow(Base):
    """The table as the migrations make it."""

    __tablename__ = "users"
    __table_args__ = (Index("users_by_age", "created_at", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String, unique=True)
    name: Mapped[str] = mapped_column(String)
    password_hash: Mapped[str] = mapped_column(String)
    created_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)


_COLUMNS = (UserRow.id, UserRow.email, UserRow.name, UserRow.created_at, UserRow.updated_at)


class Users:
    """The users in the database. `None` and `False` mean that there is no user with that id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(self, email: str, name: str, password_hash: str) -> User:
        """Raises a `ConflictError` when the email is taken."""
        now = _now()
        values = {"id": uuid.uuid4(), "email": email, "name": name, "password_hash": password_hash}
        statement = insert(UserRow).values(**values, created_at=now, updated_at=now).returning(*_COLUMNS)
        user = await self._write(statement)
        assert user is not None
        return user

    async def find(self, identity: str) -> User | None:
        if (key := _key(identity)) is None:
            return None
        async with self._database.transaction() as session:
            return _user((await session.execute(select(*_COLUMNS).where(UserRow.id == key))).first())

    async def page(self, limit: int, after: Position | None) -> list[User]:
        """Up to `limit` users from the oldest, those after a position only."""
        statement = select(*_COLUMNS).order_by(UserRow.created_at, UserRow.id).limit(limit)
        if after is not None:
            statement = statement.where(tuple_(UserRow.created_at, UserRow.id) > tuple_(*after))
        async with self._database.transaction() as session:
            return [User.model_validate(row) for row in await session.execute(statement)]

    async def update(self, identity: str, changes: dict[str, str]) -> User | None:
        """Raises a `ConflictError` when the new email is taken."""
        if (key := _key(identity)) is None:
            return None
        values = {**changes, "updated_at": _now()}
        return await self._write(update(UserRow).where(UserRow.id == key).values(values).returning(*_COLUMNS))

    async def remove(self, identity: str) -> bool:
        if (key := _key(identity)) is None:
            return False
        async with self._database.transaction() as session:
            found = await session.execute(delete(UserRow).where(UserRow.id == key).returning(UserRow.id))
            return found.first() is not None

    async def _write(self, statement: Any) -> User | None:
        try:
            async with self._database.transaction() as session:
                return _user((await session.execute(statement)).first())
        except IntegrityError as error:
            if "email" not in str(error.orig):
                raise
            raise ConflictError("This email is taken by another user") from error


def _user(row: Any) -> User | None:
    return None if row is None else User.model_validate(row)


def _key(identity: str) -> uuid.UUID | None:
    """Any text is an id: what is no UUID is the id of nobody."""
    try:
        key = uuid.UUID(identity)
    except ValueError:
        return None
    return key if str(key) == identity.lower() else None


def _now() -> datetime:
    """To the millisecond: a cursor made from a rounded time would skip or repeat rows."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
