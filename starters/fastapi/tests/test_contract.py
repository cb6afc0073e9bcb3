"""What makes the service fit for production: in this process, and at the end of one of its own."""

import asyncio
import gc
import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.platform.edge import BODY_LIMIT
from app.platform.logs import log, request_context
from app.platform.server import Stop
from tests.conftest import ADA, Service

JSON = {"content-type": "application/json"}


def problem_of(answer: Any, status: int, code: str) -> dict[str, Any]:
    problem: dict[str, Any] = answer.json()
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"] == problem["requestId"]
    assert (problem["status"], problem["code"]) == (status, code)
    return problem


def test_errors_of_every_kind_are_problem_documents(service: Service) -> None:
    problem_of(service.ask("GET", "/nope"), 404, "NOT_FOUND")
    problem_of(service.ask("GET", "/%zz"), 400, "BAD_URL")
    problem_of(service.ask("POST", "/users", content='{"email":', headers=JSON), 400, "MALFORMED_JSON")
    problem_of(service.ask("POST", "/users", content=b'{"email":"\xff"}', headers=JSON), 400, "MALFORMED_JSON")
    problem_of(service.ask("POST", "/users", content="[" * 100_000, headers=JSON), 400, "MALFORMED_JSON")
    problem_of(service.ask("POST", "/users", content=b"x" * (BODY_LIMIT + 1), headers=JSON), 413, "PAYLOAD_TOO_LARGE")
    problem_of(service.ask("POST", "/users", content="x"), 415, "UNSUPPORTED_MEDIA_TYPE")
    gzip = JSON | {"content-encoding": "gzip"}
    problem_of(service.ask("POST", "/users", content="x", headers=gzip), 415, "UNSUPPORTED_MEDIA_TYPE")


def test_a_body_of_unknown_size_is_limited_while_it_arrives(service: Service) -> None:
    def chunks() -> Iterator[bytes]:
        yield from [b"x" * 65_536] * 17

    problem_of(service.ask("POST", "/users", content=chunks(), headers=JSON), 413, "PAYLOAD_TOO_LARGE")


def test_a_wrong_method_is_told_the_right_ones(service: Service) -> None:
    answer = service.ask("PUT", "/users")
    problem_of(answer, 405, "METHOD_NOT_ALLOWED")
    assert answer.headers["allow"] == "GET, HEAD, POST"


def test_head_works_where_get_does(service: Service) -> None:
    for path in ("/users", "/livez", "/readyz", "/docs"):
        answer = service.ask("HEAD", path)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-length"] != "0"


def test_an_unexpected_error_is_answered_without_its_message_and_logged_once(
    service: Service, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("app.users.repository.Users.page", broken)
    answer = service.ask("GET", "/users", headers={"x-request-id": "abc"})
    assert "detail" not in problem_of(answer, 500, "INTERNAL_ERROR")
    assert [record.getMessage() for record in caplog.records if record.exc_info] == ["request failed"]


# seaworthy:if database
def test_a_missing_database_is_503_for_requests_and_for_readiness(service: Service) -> None:
    async def away() -> None:
        raise ConnectionRefusedError

    service.health._asked["database"] = away
    answer = service.ask("GET", "/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable", "checks": {"database": "down"}})
    assert service.ask("GET", "/livez").status_code == 200


# seaworthy:end
def test_request_ids_are_kept_or_made(service: Service) -> None:
    assert service.ask("GET", "/livez", headers={"x-request-id": "a/b:c=1"}).headers["x-request-id"] == "a/b:c=1"
    made = [service.ask("GET", "/nope", headers={"x-request-id": "a b"}).headers["x-request-id"] for _ in range(2)]
    assert all(re.fullmatch(r"[0-9a-f-]{36}", identity) for identity in made) and made[0] != made[1]


def test_a_valid_trace_is_continued_in_the_log(service: Service) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    logged: list[str | None] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            context = request_context.get()
            logged.append(context.trace_id if context else None)

    log.addHandler(listener := Listener())
    log.setLevel("INFO")
    for header in (f"00-{trace}-00f067aa0ba902b7-01", f"00-{trace}-00f067aa0ba902b7-01-more", "nonsense"):
        assert service.ask("GET", "/users", headers={"traceparent": header}).status_code == 200
    log.removeHandler(listener)
    assert logged == [trace, None, None]


def test_metrics_count_by_route_template(service: Service) -> None:
    service.ask("GET", "/users/one")
    service.ask("GET", "/nope")
    text = service.ask("GET", "/metrics").text
    assert 'http_server_request_duration_seconds_count{method="GET",route="/users/{id}",status="404"} 1.0' in text
    # seaworthy:if database
    assert 'pool_max{pool="database"} 10.0' in text
    # seaworthy:end
    assert 'route="unmatched"' in text and "/nope" not in text


def test_the_document_says_what_the_service_does(service: Service) -> None:
    document = service.ask("GET", "/openapi.json").json()
    assert list(document["paths"]) == ["/users", "/users/{id}"]
    assert "422" not in json.dumps(document)
    assert document["paths"]["/users"]["post"]["responses"]["400"] == {"$ref": "#/components/responses/BadRequest"}


def test_pages_need_nobody_else(service: Service) -> None:
    for path in ("/docs", "/errors", "/errors/not-found"):
        answer = service.ask("GET", path, headers={"accept": "text/html"})
        assert answer.status_code == 200
        assert not re.search(r"""(src|href)=["'](https?:)?//""", answer.text)
    entry = service.ask("GET", "/errors/not-found", headers={"accept": "application/json"}).json()
    assert (entry["code"], entry["status"]) == ("NOT_FOUND", 404)


def test_a_task_that_fails_unheard_ends_the_service_with_1() -> None:
    async def fail() -> None:
        raise RuntimeError("unheard")

    async def scenario() -> tuple[str, int]:
        stop = Stop()
        asyncio.get_running_loop().set_exception_handler(stop.unhandled)
        task = asyncio.create_task(fail())
        await asyncio.wait([task])
        del task
        gc.collect()
        await asyncio.wait_for(stop.wanted.wait(), 5)
        return stop.reason, stop.code

    assert asyncio.run(scenario()) == ("unhandled exception", 1)


class Program:
    """The service as a process."""

    def __init__(self, folder: Path, **environment: str) -> None:
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.getcwd(), "HOST": "127.0.0.1", "PORT": "0", **environment}
        command = [sys.executable, "-m", "app"]
        self.process = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, text=True)
        self.lines: list[dict[str, Any]] = []

    def line(self, message: str) -> dict[str, Any]:
        assert self.process.stdout is not None
        for text in self.process.stdout:
            self.lines.append(json.loads(text))
            if self.lines[-1]["msg"].startswith(message):
                return self.lines[-1]
        raise AssertionError(f"no line {message!r} in {self.lines}")

    def connect(self) -> socket.socket:
        port = int(self.line("listening")["url"].rsplit(":", 1)[1])
        return socket.create_connection(("127.0.0.1", port), timeout=10)


@contextmanager
def program(folder: Path, **environment: str) -> Iterator[Program]:
    started = Program(folder, **environment)
    try:
        yield started
    finally:
        started.process.kill()
        started.process.communicate()


def read_until(connection: socket.socket, end: bytes) -> bytes:
    received = b""
    while end not in received and (data := connection.recv(65_536)):
        received += data
    return received


def test_an_open_request_is_answered_after_sigterm_and_the_exit_code_is_0(tmp_path: Path) -> None:
    with program(tmp_path, DRAIN_DELAY="300") as service, service.connect() as connection:
        body = json.dumps(ADA).encode()
        head = (
            "POST /users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Expect: 100-continue\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        connection.sendall(head.encode())
        # The proof that the service has the request.
        assert b"100 Continue" in read_until(connection, b"\r\n\r\n")
        service.process.send_signal(signal.SIGTERM)
        service.line("draining")
        time.sleep(0.4)
        connection.sendall(body)
        answer = read_until(connection, b"}").lower()
        assert answer.startswith(b"http/1.1 201 ") and b"connection: close" in answer
        assert service.line("stopped")["code"] == 0
        assert service.process.wait(10) == 0


def test_a_second_signal_forces_the_end_and_the_exit_code_is_1(tmp_path: Path) -> None:
    with program(tmp_path, DRAIN_DELAY="20000") as service, service.connect():
        service.process.send_signal(signal.SIGTERM)
        service.line("draining")
        time.sleep(0.4)
        service.process.send_signal(signal.SIGTERM)
        assert service.line("stopped")["forced"] is True
        assert service.process.wait(10) == 1


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 20_000 + b"\r\n\r\n", 431, "HEADERS_TOO_LARGE"),
        (b"GET / HTTP/1.1\r\n\r\n", 400, "BAD_REQUEST"),
        (b"nonsense\r\n\r\n", 400, "BAD_REQUEST"),
    ],
)
def test_what_the_parser_refuses_is_a_problem_document_too(tmp_path: Path, sent: bytes, status: int, code: str) -> None:
    with program(tmp_path) as service, service.connect() as connection:
        connection.sendall(sent)
        head, body = read_until(connection, b"}").split(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 %d " % status) and b"connection: close" in head
        problem = json.loads(body)
        assert (problem["status"], problem["code"]) == (status, code)
        assert problem["requestId"].encode() in head
        assert connection.recv(1) == b""


def test_an_offer_to_upgrade_is_ignored_and_the_body_is_read(tmp_path: Path) -> None:
    body = json.dumps(ADA).encode()
    head = (
        "POST /users HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with program(tmp_path) as service, service.connect() as connection:
        connection.sendall(head.encode() + body[:9])
        time.sleep(0.1)
        connection.sendall(body[9:])
        assert read_until(connection, b"}").startswith(b"HTTP/1.1 201 ")


def test_all_bad_variables_are_named_at_once(tmp_path: Path) -> None:
    bad = {"PORT": "http", "TRUSTED_PROXIES": "secret"}
    # seaworthy:if database
    bad["DATABASE_URL"] = "mysql://user:secret@host/database"
    # seaworthy:end
    with program(tmp_path, **bad) as service:
        message = service.line("The configuration is not valid")["msg"]
        assert all(f"  {name}: " in message for name in bad)
        assert "secret" not in message
        assert service.process.wait(10) == 1


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    taken = socket.create_server(("127.0.0.1", 0))
    port = str(taken.getsockname()[1])
    with taken, program(tmp_path, PORT=port) as service:
        assert port in service.line("could not start")["err"]["message"]
        assert service.process.wait(10) == 1
