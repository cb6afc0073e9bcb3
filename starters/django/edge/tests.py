"""What the service promises at its edge: some of it asked in this process, some of a process of its own."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from unittest import mock

from django.conf import settings
from django.db import OperationalError
from django.test import SimpleTestCase, TestCase, override_settings

from edge import health
from edge.environment import ConfigurationError, read_environment

ADA = b'{"email":"ada@example.com","name":"Ada","password":"correct horse battery"}'


class Environment(SimpleTestCase):
    def test_names_every_bad_variable_at_once_and_no_value(self):
        bad = {"PORT": "99999", "LOG_LEVEL": "loud", "DATABASE_URL": "zebra", "TRUSTED_PROXIES": "zebra"}
        with self.assertRaises(ConfigurationError) as caught:
            read_environment({"ENVIRONMENT": "production", "SHUTDOWN_TIMEOUT": "-1", **bad})
        for name in (*bad, "SHUTDOWN_TIMEOUT", "SECRET_KEY", "ALLOWED_HOSTS"):
            self.assertIn(name, str(caught.exception))
        self.assertNotIn("zebra", str(caught.exception))

    def test_needs_nothing_in_development(self):
        environment = read_environment({})
        self.assertIsNone(environment.database_url)
        self.assertGreaterEqual(len(environment.secret_key), 50)


class Edge(TestCase):
    def test_keeps_a_well_formed_request_id_and_replaces_any_other(self):
        self.assertEqual(
            self.client.get("/users", headers={"X-Request-ID": "a.b:c=d+e/f-1"})["X-Request-ID"], "a.b:c=d+e/f-1"
        )
        for bad in ("a b", "", "x" * 129, 'a"b'):
            made = self.client.get("/nowhere", headers={"X-Request-ID": bad})["X-Request-ID"]
            self.assertRegex(made, "^[0-9a-f-]{36}$")

    def test_logs_each_request_once_and_a_failure_once_with_its_stack(self):
        trace = "0af7651916cd43dd8448eb211c80319c"
        headers = {"X-Request-ID": "one", "traceparent": f"00-{trace}-b7ad6b7169203331-01"}
        self.client.raise_request_exception = False
        with (
            self.assertLogs() as logs,
            mock.patch("users.api.User.objects.all", side_effect=RuntimeError("secret detail")),
        ):
            response = self.client.get("/users?token=secret", headers=headers)
        self.assertEqual(response.status_code, 500)
        self.assertNotIn(b"secret", response.content)
        failure, access = logs.records
        self.assertIsInstance(failure.exc_info[1], RuntimeError)
        expected = {"requestId": "one", "traceId": trace, "method": "GET", "path": "/users", "route": "/users"}
        self.assertEqual({**access.fields, **expected, "status": 500}, access.fields)
        self.assertEqual((failure.levelname, access.levelname), ("ERROR", "ERROR"))

    def test_continues_a_trace_and_ignores_what_is_none(self):
        rest = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        for value, kept in (
            (f"00-{rest}", True),
            (f"01-{rest}-more", True),
            (f"00-{rest}-more", False),
            (f"ff-{rest}", False),
            (f"00-{'0' * 32}-b7ad6b7169203331-01", False),
        ):
            with self.subTest(value), self.assertLogs() as logs:
                self.client.get("/users", headers={"traceparent": value})
            self.assertEqual("traceId" in logs.records[-1].fields, kept, value)

    def test_answers_503_while_the_database_is_away(self):
        with self.assertLogs(), mock.patch("users.api.User.objects.all", side_effect=OperationalError):
            response = self.client.get("/users")
        self.assertEqual((response.status_code, response["Retry-After"]), (503, "5"))

    def test_knows_the_methods_of_every_path_and_answers_head_like_get(self):
        for path, allowed in (("/users", "GET, HEAD, POST"), ("/livez", "GET, HEAD"), ("/readyz", "GET, HEAD")):
            refused = self.client.put(path)
            self.assertEqual((refused.status_code, refused["Allow"]), (405, allowed))
            head, get = self.client.head(path), self.client.get(path)
            self.assertEqual((head.status_code, head.content), (200, b""))
            self.assertEqual(head["Content-Length"], get["Content-Length"])

    def test_believes_forwarded_addresses_from_trusted_proxies_only(self):
        def address():
            with self.assertLogs() as logs:
                self.client.get(
                    "/users", headers={"X-Forwarded-For": "6.6.6.6, 192.0.2.7, 10.0.0.9"}, REMOTE_ADDR="10.0.0.1"
                )
            return logs.records[-1].fields["remoteAddress"]

        self.assertEqual(address(), "10.0.0.1")
        with override_settings(TRUSTED_PROXIES=read_environment({"TRUSTED_PROXIES": "10.0.0.0/8"}).trusted_proxies):
            self.assertEqual(address(), "192.0.2.7")

    @override_settings(ALLOWED_HOSTS=["example.com"])
    def test_answers_probes_by_whatever_name_and_others_by_theirs(self):
        self.assertEqual(self.client.get("/livez", headers={"host": "10.1.2.3"}).status_code, 200)
        self.assertEqual(self.client.get("/users", headers={"host": "evil.example"}).status_code, 400)

    def test_documents_itself_without_other_servers(self):
        document = self.client.get("/openapi.json").json()
        self.assertEqual(document["openapi"], "3.1.0")
        self.assertEqual(set(document["paths"]), {"/users", "/users/{id}"})
        page = self.client.get("/docs").content.decode()
        self.assertNotIn("//cdn", page)
        self.assertEqual(self.client.get("/static/ninja/swagger-ui-bundle.js").status_code, 200)

    def test_counts_by_template_and_not_by_address(self):
        for path in ("/users/1", "/users/2", "/nowhere/1"):
            self.client.get(path)
        metrics = self.client.get("/metrics").content.decode()
        self.assertIn(
            'http_server_request_duration_seconds_count{method="GET",route="/users/{id}",status="404"}', metrics
        )
        self.assertNotIn("nowhere", metrics)


class Readiness(TestCase):
    def test_says_no_within_a_second_when_a_dependency_is_silent_and_yes_when_it_is_back(self):
        silent = threading.Event()
        check = health.Check("slow", lambda: silent.wait(5) or None, required=True)
        with mock.patch.object(health, "CHECKS", [check]), self.assertLogs():
            began = time.monotonic()
            response = self.client.get("/readyz")
            self.assertLess(time.monotonic() - began, 1.0)
            self.assertEqual((response.status_code, response["Retry-After"]), (503, "1"))
            self.assertEqual(response.json(), {"status": "unavailable", "checks": {"slow": "down"}})
            silent.set()
            time.sleep(health.CACHE)
            self.assertEqual(self.client.get("/readyz").json(), {"status": "ok", "checks": {"slow": "ok"}})
        check.close()

    def test_does_not_depend_on_what_is_optional(self):
        check = health.Check("extra", lambda: 1 / 0, required=False)
        with mock.patch.object(health, "CHECKS", [check]), self.assertLogs():
            self.assertEqual(self.client.get("/readyz").json(), {"status": "ok", "checks": {"extra": "degraded"}})
        check.close()


class Service:
    """The service as a process, on a port and a database of its own."""

    def __init__(self, **environment):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = {"PORT": str(self.port), "HOST": "127.0.0.1", "LOG_LEVEL": "info", **environment}

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        # As the service may be started from anywhere.
        environment = {**os.environ, "DATA_DIR": ".", **self.environment}
        self.process = subprocess.Popen(
            [sys.executable, settings.BASE_DIR / "manage.py", "serve"],
            cwd=self.folder.name,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.lines = []
        self.reader = threading.Thread(target=lambda: self.lines.extend(self.process.stdout))
        self.reader.start()
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()
        self.folder.cleanup()

    def is_ready(self, seconds=30):
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            with contextlib.suppress(OSError):
                return self.status("/readyz") == 200
            time.sleep(0.1)
        return False

    def status(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as response:
                return response.status
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    def connect(self, data=b""):
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        connection.sendall(data)
        return connection

    def hold(self):
        """A request whose body is still to come."""
        connection = self.connect(
            b"POST /users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(ADA)
        )
        self.read(connection, b"\r\n\r\n")
        return connection

    @staticmethod
    def read(connection, until=None):
        received = b""
        while until is None or until not in received:
            data = connection.recv(65536)
            if not data:
                break
            received += data
        return received

    def ended(self, seconds=20):
        code = self.process.wait(seconds)
        self.reader.join()
        return code

    def messages(self):
        return [json.loads(line)["msg"] for line in self.lines]


class Process(SimpleTestCase):
    def test_drains_answers_what_is_open_and_exits_with_0(self):
        with Service(DRAIN_DELAY="600") as service:
            self.assertTrue(service.is_ready(), service.lines)
            held, idle, silent = service.hold(), service.connect(), service.connect()
            idle.sendall(b"GET /users HTTP/1.1\r\nHost: localhost\r\n\r\n")
            service.read(idle, b"}")
            service.process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            self.assertEqual((service.status("/readyz"), service.status("/users")), (503, 200))
            time.sleep(0.8)
            with self.assertRaises(OSError):
                service.status("/users")
            held.sendall(ADA)
            answer = service.read(held)
            self.assertIn(b"201 Created", answer)
            self.assertIn(b"Connection: close", answer)
            self.assertEqual(service.ended(), 0)
            for connection in (held, idle, silent):
                connection.close()
            self.assertEqual(
                [m for m in service.messages() if m != "request completed"], ["listening", "draining", "stopped"]
            )

    def test_gives_up_on_a_stuck_request_and_admits_it(self):
        with Service(SHUTDOWN_TIMEOUT="1000") as service:
            self.assertTrue(service.is_ready(), service.lines)
            held = service.hold()
            service.process.send_signal(signal.SIGTERM)
            self.assertEqual(service.ended(), 1)
            held.close()
            self.assertIn('"forced":true', "".join(service.lines))

    def test_is_forced_by_a_second_signal(self):
        with Service(SHUTDOWN_TIMEOUT="60000") as service:
            self.assertTrue(service.is_ready(), service.lines)
            held = service.hold()
            service.process.send_signal(signal.SIGINT)
            time.sleep(0.1)
            service.process.send_signal(signal.SIGINT)
            time.sleep(0.5)
            self.assertIsNone(service.process.poll())
            service.process.send_signal(signal.SIGINT)
            self.assertEqual(service.ended(5), 1)
            held.close()

    def test_serves_others_next_to_silent_and_unfinished_connections(self):
        with Service() as service:
            self.assertTrue(service.is_ready(), service.lines)
            crowd = [service.connect(b"GET / HTTP/1.1\r\nX-Slow: " if number % 2 else b"") for number in range(200)]
            began = time.monotonic()
            self.assertEqual(service.status("/users"), 200)
            self.assertLess(time.monotonic() - began, 1)
            for connection in crowd:
                connection.close()

    def test_answers_what_is_no_http_with_problems(self):
        with Service() as service:
            self.assertTrue(service.is_ready(), service.lines)
            for data, status in (
                (b"nonsense\r\n\r\n", b"400"),
                (b"GET / HTTP/1.1\n\n", b"400"),
                (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 4000, b"431"),
                (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"414"),
                (b"GET /users HTTP/1.1\r\nConnection: close\r\n\r\n", b"400"),
            ):
                with contextlib.closing(service.connect(data)) as connection:
                    answer = service.read(connection)
                self.assertTrue(answer.startswith(b"HTTP/1.1 " + status), answer[:200])
                self.assertIn(b"application/problem+json", answer)
                self.assertNotIn(b"gunicorn", answer)

    def test_reads_chunked_bodies_and_pipelined_requests(self):
        with Service() as service:
            self.assertTrue(service.is_ready(), service.lines)
            head = b"POST /users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            head += b"Transfer-Encoding: chunked\r\n\r\n"
            body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(ADA), ADA)
            last = b"GET /users HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            with contextlib.closing(service.connect(head + body + last)) as connection:
                answers = service.read(connection)
            self.assertIn(b"201 Created", answers)
            self.assertIn(b"200 OK", answers)

    def test_does_not_start_with_a_bad_environment(self):
        with Service(LOG_LEVEL="loud", DRAIN_DELAY="soon") as service:
            self.assertEqual(service.ended(), 1)
            output = "".join(service.lines)
            self.assertIn("LOG_LEVEL", output)
            self.assertIn("DRAIN_DELAY", output)

    def test_makes_the_first_superuser_when_told_to(self):
        name = {"DJANGO_SUPERUSER_USERNAME": "root", "DJANGO_SUPERUSER_PASSWORD": "long enough to be one"}
        with Service(**name) as service:
            self.assertTrue(service.is_ready(), service.lines)
            self.assertIn("the first superuser was made", "".join(service.lines))
