"""A service in this process, on an empty SQLite database of its own."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.database import Database, migrate
from app.main import create_app
from app.platform.health import Health
from app.platform.metrics import Metrics
from app.users.repository import Users

ADA = {"email": "Ada@Example.com", "name": "Ada", "password": "correct horse battery"}


class Service:
    def __init__(self, url: str, client: TestClient, health: Health, database: Database) -> None:
        self.url, self.client, self.health, self.database = url, client, health, database

    def ask(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        options |= {} if body is None else {"json": body}
        return self.client.request(method, path, **options)

    def created(self, **changes: str) -> dict[str, str]:
        answer = self.ask("POST", "/users", ADA | changes)
        assert answer.status_code == 201, answer.text
        user: dict[str, str] = answer.json()
        return user


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    url = f"sqlite:///{tmp_path}/users.db"
    asyncio.run(migrate(url))
    database = Database(url)
    health = Health({"database": database.check})
    app = create_app(Users(database), health, Metrics(health, {"database": database.pool}))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield Service(url, client, health, database)
        assert client.portal is not None
        client.portal.call(database.close)
