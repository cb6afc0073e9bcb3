"""Users in memory: they are gone when the process ends. Put your database behind the same methods."""

import bisect
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from app.platform.errors import ConflictError
from app.users.schemas import Position, User


@dataclass
class _Record:
    user: User
    password_hash: str


class Users:
    """`None` and `False` mean that there is no user with that id."""

    def __init__(self) -> None:
        self._records: dict[str, _Record] = {}
        self._order: list[Position] = []

    async def create(self, email: str, name: str, password_hash: str) -> User:
        """Raises a `ConflictError` when the email is taken."""
        self._require_free(email)
        now = _now()
        user = User(id=uuid.uuid4(), email=email, name=name, created_at=now, updated_at=now)
        self._records[str(user.id)] = _Record(user, password_hash)
        bisect.insort(self._order, _position(user))
        return user

    async def find(self, identity: str) -> User | None:
        record = self._records.get(identity.lower())
        return record.user if record else None

    async def page(self, limit: int, after: Position | None) -> list[User]:
        """Up to `limit` users from the oldest, those after a position only."""
        start = 0 if after is None else bisect.bisect_right(self._order, after)
        return [self._records[str(position.id)].user for position in self._order[start : start + limit]]

    async def update(self, identity: str, changes: dict[str, str]) -> User | None:
        """Raises a `ConflictError` when the new email is taken."""
        record = self._records.get(identity.lower())
        if record is None:
            return None
        if "email" in changes and changes["email"] != record.user.email:
            self._require_free(changes["email"])
        record.user = record.user.model_copy(update={**changes, "updated_at": _now()})
        return record.user

    async def remove(self, identity: str) -> bool:
        record = self._records.pop(identity.lower(), None)
        if record is None:
            return False
        self._order.remove(_position(record.user))
        return True

    def _require_free(self, email: str) -> None:
        if any(record.user.email == email for record in self._records.values()):
            raise ConflictError("This email is taken by another user")


def _position(user: User) -> Position:
    return Position(user.created_at, user.id)


def _now() -> datetime:
    """To the millisecond: a cursor made from a rounded time would skip or repeat users."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
