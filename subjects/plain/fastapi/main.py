from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()


class NewUser(BaseModel):
    email: str
    name: str


class User(NewUser):
    id: int


users = [User(id=1, email="ada@example.com", name="Ada")]


@app.get("/users")
def read_users() -> list[User]:
    return users


@app.get("/users/{user_id}")
def read_user(user_id: int) -> User:
    for user in users:
        if user.id == user_id:
            return user
    raise HTTPException(status_code=404, detail="User not found")


@app.post("/users", status_code=201)
def create_user(user: NewUser) -> User:
    created = User(id=len(users) + 1, **user.model_dump())
    users.append(created)
    return created
