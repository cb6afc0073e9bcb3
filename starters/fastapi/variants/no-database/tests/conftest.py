"""A service in this process."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.platform.health import Health
from app.platform.metrics import Metrics
from app.users.repository import Users

ADA = {"email": "Ada@Example.com", "name": "Ada", "password": "correct horse battery"}


class Service:
    def __init__(self, client: TestClient, health: Health) -> None:
        self.client, self.health = client, health

    def ask(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        options |= {} if body is None else {"json": body}
        return self.client.request(method, path, **options)

    def created(self, **changes: str) -> dict[str, str]:
        answer = self.ask("POST", "/users", ADA | changes)
        assert answer.status_code == 201, answer.text
        user: dict[str, str] = answer.json()
        return user


@pytest.fixture
def service() -> Iterator[Service]:
    health = Health({})
    app = create_app(Users(), health, Metrics(health, {}))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield Service(client, health)
