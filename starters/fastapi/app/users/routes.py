"""HTTP to users and back."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.platform.errors import NotFoundError
from app.users.passwords import hash_password
from app.users.repository import Users
from app.users.schemas import CreateUser, Cursor, UpdateUser, User, UserPage, cursor_of

router = APIRouter(tags=["users"])


def _users(request: Request) -> Users:
    users: Users = request.app.state.users
    return users


TheUsers = Annotated[Users, Depends(_users)]


@router.post("/users", status_code=201)
async def create_user(body: CreateUser, users: TheUsers, response: Response) -> User:
    user = await users.create(body.email, body.name, await hash_password(body.password))
    response.headers["location"] = f"/users/{user.id}"
    return user


@router.get("/users")
async def list_users(
    users: TheUsers, limit: Annotated[int, Query(ge=1, le=100)] = 20, cursor: Cursor = None
) -> UserPage:
    # One more than asked for tells whether there is a next page.
    found = await users.page(limit + 1, cursor)
    data = found[:limit]
    return UserPage(data=data, next_cursor=cursor_of(data[-1]) if len(found) > limit else None)


@router.get("/users/{id}")
async def read_user(id: str, users: TheUsers) -> User:
    return _present(await users.find(id))


@router.patch("/users/{id}")
async def update_user(id: str, body: UpdateUser, users: TheUsers) -> User:
    return _present(await users.update(id, body.changes()))


@router.delete("/users/{id}", status_code=204)
async def delete_user(id: str, users: TheUsers) -> None:
    if not await users.remove(id):
        raise NotFoundError("User not found")


def _present(user: User | None) -> User:
    if user is None:
        raise NotFoundError("User not found")
    return user
