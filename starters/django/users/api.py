"""HTTP to users and back."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from edge.api import problems
from edge.problems import Problem
from users.models import User, hash_password
from users.schemas import CreateUser, Paging, Position, UpdateUser, UserOut, UserPage

router = Router()


@router.post("", response={201: UserOut}, openapi_extra=problems(409))
def create_user(request: HttpRequest, response: HttpResponse, body: CreateUser):
    user = User(email=body.email, name=body.name, password_hash=hash_password(body.password))
    _save(user, force_insert=True)
    response["Location"] = f"/users/{user.id}"
    return Status(201, user)


@router.get("", response=UserPage)
def list_users(request: HttpRequest, paging: Query[Paging]):
    users = User.objects.all()
    if paging.cursor is not None:
        created_at, identity = paging.cursor
        users = users.filter(Q(created_at__gt=created_at) | Q(created_at=created_at, id__gt=identity))
    # One more than asked for tells whether there is a next page.
    found = list(users[: paging.limit + 1])
    data = found[: paging.limit]
    more = len(found) > paging.limit
    return {"data": data, "nextCursor": Position(data[-1].created_at, data[-1].id).cursor() if more else None}


@router.get("/{id}", response=UserOut)
def get_user(request: HttpRequest, id: str):
    return _find(id)


@router.patch("/{id}", response=UserOut, openapi_extra=problems(409))
def update_user(request: HttpRequest, id: str, body: UpdateUser):
    user = _find(id)
    changes = body.model_dump(exclude_unset=True)
    for name, value in changes.items():
        setattr(user, name, value)
    _save(user, update_fields=[*changes, "updated_at"])
    return user


@router.delete("/{id}", response={204: None})
def delete_user(request: HttpRequest, id: str):
    deleted, _ = User.objects.filter(id=_uuid(id)).delete()
    if not deleted:
        raise Problem("NOT_FOUND", "User not found")
    return Status(204, None)


def _find(identity: str) -> User:
    user = User.objects.filter(id=_uuid(identity)).first()
    if user is None:
        raise Problem("NOT_FOUND", "User not found")
    return user


def _uuid(text: str) -> UUID:
    """Any text is an id: what is no UUID is the id of nobody, so the answer is 404 and not 400."""
    try:
        if len(text) == 36:
            return UUID(text)
    except ValueError:
        pass
    raise Problem("NOT_FOUND", "User not found")


def _save(user: User, **options) -> None:
    try:
        with transaction.atomic():
            user.save(**options)
    except IntegrityError as error:
        # No other constraint can be broken: the id is random, and everything else was validated.
        raise Problem("CONFLICT", "This email is taken by another user") from error
