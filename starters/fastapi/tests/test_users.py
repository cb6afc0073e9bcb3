"""What the service is about."""

import pytest

from app.users.schemas import User, cursor_of, position_of
from tests.conftest import ADA, Service

NOBODY = "00000000-0000-4000-8000-000000000000"


def test_a_created_user_has_an_address_and_no_password(service: Service) -> None:
    answer = service.ask("POST", "/users", ADA)
    user = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/users/{user['id']}"
    assert list(user) == ["id", "email", "name", "createdAt", "updatedAt"]
    assert (user["email"], user["name"]) == ("ada@example.com", "Ada")
    assert service.ask("GET", f"/users/{user['id']}").json() == user


# seaworthy:if database
def test_the_password_is_stored_as_an_argon2id_hash(service: Service) -> None:
    import sqlite3

    service.created()
    with sqlite3.connect(service.url.removeprefix("sqlite:///")) as database:
        ((stored,),) = database.execute("select password_hash from users").fetchall()
    database.close()
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


# seaworthy:end
def test_a_taken_email_is_a_conflict_in_whatever_case(service: Service) -> None:
    service.created()
    problem = service.ask("POST", "/users", ADA | {"email": "ADA@example.com"}).json()
    assert (problem["status"], problem["code"]) == (409, "CONFLICT")


def test_every_bad_field_is_named_at_once_and_no_value_is_repeated(service: Service) -> None:
    answer = service.ask("POST", "/users", {"email": "secret-email", "name": " ", "password": "secret"})
    problem = answer.json()
    assert (problem["status"], problem["code"]) == (400, "VALIDATION_ERROR")
    assert [(error["field"], error["code"], error["pointer"], error["in"]) for error in problem["errors"]] == [
        ("email", "format", "#/email", "body"),
        ("name", "too_small", "#/name", "body"),
        ("password", "too_small", "#/password", "body"),
    ]
    assert "secret" not in answer.text


@pytest.mark.parametrize("name", ["A\u0000", "A\nB", "x" * 101, 7, None])
def test_a_bad_name_is_refused(service: Service, name: object) -> None:
    problem = service.ask("POST", "/users", ADA | {"name": name}).json()
    assert [error["field"] for error in problem["errors"]] == ["name"]


@pytest.mark.parametrize("identity", [NOBODY, "nobody", "%20", "a%00b"])
def test_an_unknown_user_is_not_found(service: Service, identity: str) -> None:
    for method, body in (("GET", None), ("PATCH", {"name": "Bob"}), ("DELETE", None)):
        assert service.ask(method, f"/users/{identity}", body).json()["code"] == "NOT_FOUND"


def test_every_user_is_listed_once_page_by_page(service: Service) -> None:
    names = [f"user {number}" for number in range(7)]
    for number, name in enumerate(names):
        service.created(name=name, email=f"{number}@example.com")
    seen, cursor = [], ""
    while cursor is not None:
        page = service.ask("GET", f"/users?limit=3{cursor and f'&cursor={cursor}'}").json()
        seen += [user["name"] for user in page["data"]]
        cursor = page["nextCursor"]
    assert sorted(seen) == names


def test_a_last_page_that_is_full_has_no_next(service: Service) -> None:
    service.created()
    page = service.ask("GET", "/users?limit=1").json()
    assert (len(page["data"]), page["nextCursor"]) == (1, None)


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=ten", "cursor=nonsense", "cursor=MjAyNi0wMS0wMSBtZQ"])
def test_a_bad_query_is_refused(service: Service, query: str) -> None:
    problem = service.ask("GET", f"/users?{query}").json()
    assert (problem["status"], problem["errors"][0]["in"]) == (400, "query")
    assert problem["errors"][0]["field"] == query.split("=")[0]


def test_a_change_touches_what_is_given_and_nothing_else(service: Service) -> None:
    before = service.created()
    after = service.ask("PATCH", f"/users/{before['id']}", {"name": "Ada Lovelace"}).json()
    assert after == before | {"name": "Ada Lovelace", "updatedAt": after["updatedAt"]}
    assert after["updatedAt"] >= before["updatedAt"]


def test_a_change_to_a_taken_email_is_a_conflict(service: Service) -> None:
    service.created()
    bob = service.created(email="bob@example.com")
    assert service.ask("PATCH", f"/users/{bob['id']}", {"email": "ada@example.com"}).status_code == 409


@pytest.mark.parametrize("change", [{}, {"name": None}, {"email": ""}, []])
def test_an_empty_or_bad_change_is_refused(service: Service, change: object) -> None:
    user = service.created()
    assert service.ask("PATCH", f"/users/{user['id']}", change).status_code == 400
    assert service.ask("GET", f"/users/{user['id']}").json() == user


def test_a_deleted_user_is_gone(service: Service) -> None:
    user = service.created()
    assert service.ask("DELETE", f"/users/{user['id']}").status_code == 204
    assert service.ask("DELETE", f"/users/{user['id']}").status_code == 404
    assert service.ask("GET", f"/users/{user['id']}").status_code == 404


def test_a_cursor_survives_the_way_there_and_back(service: Service) -> None:
    user = User.model_validate(service.created())
    assert position_of(cursor_of(user)) == (user.created_at, user.id)
